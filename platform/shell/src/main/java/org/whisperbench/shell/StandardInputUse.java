package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;

/** Standard input is there once, and at the prompt not at all: what comes through it are the keys. */
final class StandardInputUse {

    private StandardInputUse() {}

    /**
     * Refuses what cannot be.
     *
     * @param line how to read it outside of the prompt, such as {@code transcribe -}
     */
    static void check(String line, List<Path> files, boolean recorded, boolean prompt) {
        long count = files.stream().filter(AudioFiles.STANDARD_INPUT::equals).count();
        if (count > 0 && prompt) {
            throw refused("is no sound at the prompt, which reads keys from it; name a file,"
                    + " or run 'whisperbench %s' outside".formatted(line));
        }
        if (count > 1) {
            throw refused("can be read once, and is named %d times; name it once".formatted(count));
        }
        if (count > 0 && recorded) {
            throw refused("cannot be sound and the keys for '--record' at once; leave one of the two out");
        }
    }

    private static WhisperException refused(String why) {
        return new WhisperException(ErrorKind.USER, "standard input ('-') " + why);
    }
}
