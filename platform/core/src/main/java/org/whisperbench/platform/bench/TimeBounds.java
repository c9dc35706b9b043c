package org.whisperbench.platform.bench;

import java.time.Duration;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.worker.LoadLimits;

/**
 * How long an engine in this process may take before it counts as hanging. One that the platform gave a process of its own
 * is bounded there.
 */
final class TimeBounds {

    /** As good as none. */
    private static final Duration ELSEWHERE = Duration.ofDays(365);

    private static final Duration TRANSCRIPTION = Duration.ofMinutes(10);
    private static final int AUDIO_FACTOR = 20;
    private static final Duration END = Duration.ofMinutes(1);

    private final Candidate candidate;

    TimeBounds(Candidate candidate) {
        this.candidate = candidate;
    }

    /** The user's limit of loading, else the model's own, else that of the slowest that there are of its size. */
    Duration load() {
        ModelDescriptor model = candidate.model().descriptor();
        Duration usual = model.loadLimit().isZero() ? LoadLimits.compiling(model.size()) : model.loadLimit();
        return bound(candidate.load().timeout(), usual);
    }

    Duration transcription(Duration audio) {
        return bound(candidate.options().timeout(), TRANSCRIPTION.plus(audio.multipliedBy(AUDIO_FACTOR)));
    }

    Duration end() {
        return END;
    }

    private Duration bound(Duration asked, Duration usual) {
        if (candidate.model().backend().isIsolated()) {
            return ELSEWHERE;
        }
        return asked.isZero() ? usual : asked;
    }
}
