package org.whisperbench.platform.isolate;

import java.time.Duration;
import java.util.List;
import org.whisperbench.api.ModelDescriptor;

/**
 * How engines are kept apart from the host.
 *
 * @param which the backends that run in processes of their own
 * @param timeout how long a call may take where the caller sets no limit; a transcription has {@value #AUDIO_FACTOR} times
 *     the length of its audio besides
 * @param idle how long a loaded model may wait for its next call before its process ends; the next call then loads it
 *     again; zero lets it wait for ever
 * @param javaOptions further options of the child's virtual machine, such as {@code -Xmx2g}
 */
public record IsolationSettings(Which which, Duration timeout, Duration idle, List<String> javaOptions) {

    static final int AUDIO_FACTOR = 20;

    /** Copies the list and refuses times that mean nothing. */
    public IsolationSettings {
        javaOptions = List.copyOf(javaOptions);
        if (timeout.isNegative() || timeout.isZero() || idle.isNegative()) {
            throw new IllegalArgumentException("a time limit of " + timeout + " or an idle time of " + idle);
        }
    }

    /** The backends that run in processes of their own. */
    public enum Which {
        /** Those that say that they bring native code into the process that loads their models. */
        NATIVE,
        /** All. */
        ALWAYS,
        /** None: an engine that crashes takes the host with it. */
        NEVER
    }

    /**
     * Isolates native code, ends a call after ten minutes and an idle process after five.
     *
     * @return the settings of a host that says nothing else
     */
    public static IsolationSettings defaults() {
        return new IsolationSettings(Which.NATIVE, Duration.ofMinutes(10), Duration.ofMinutes(5), List.of());
    }

    /** The caller's limit, else the model's own, else one for all. */
    Duration loadLimit(Duration asked, ModelDescriptor model) {
        Duration own = model.loadLimit().isZero() ? timeout : model.loadLimit();
        return asked.isZero() ? own : asked;
    }

    Duration transcribeLimit(Duration asked, Duration audio) {
        return asked.isZero() ? timeout.plus(audio.multipliedBy(AUDIO_FACTOR)) : asked;
    }
}
