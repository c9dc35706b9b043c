package org.whisperbench.platform.audio;

import java.nio.file.Path;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * Records speech into files.
 *
 * <p>May be used by several threads at once; whether a device can be used twice at once is up to the system.
 */
public final class Microphone {

    private final CaptureLine.Opening opening;

    /** The system's microphone. Looks for none before a recording is started. */
    public Microphone() {
        this(SystemLine::open);
    }

    Microphone(CaptureLine.Opening opening) {
        this.opening = opening;
    }

    /**
     * Opens the microphone and waits to be started.
     *
     * @param file where the sound goes: a WAV file of 16 bits, one channel and 16 000 Hz; must not exist
     * @return the recording; to be closed
     * @throws WhisperException if there is no microphone or it is in use ({@link ErrorKind#RESOURCES}), or if the file
     *     cannot be written ({@link ErrorKind#EXTERNAL})
     */
    public Recording open(Path file) {
        CaptureLine line;
        try {
            line = opening.open();
        } catch (NoClassDefFoundError e) {
            throw new WhisperException(
                    ErrorKind.RESOURCES,
                    "this Java has no Java Sound (module java.desktop), so nothing can be recorded; use a whole JDK,"
                            + " or name a sound file",
                    e);
        }
        return new Recording(line, file.toAbsolutePath());
    }
}
