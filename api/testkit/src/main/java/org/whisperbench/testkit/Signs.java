package org.whisperbench.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;

/**
 * Signs that a call is under way: a word of its progress, or a look at its audio. One of them sets something off, so that
 * a rule acts in the middle of a call without guessing at times.
 */
final class Signs implements Progress {

    private final AtomicInteger seen = new AtomicInteger();
    private final int decisive;
    private final Runnable then;

    private Signs(int decisive, Runnable then) {
        this.decisive = decisive;
        this.then = then;
    }

    /** Only counts. */
    static Signs count() {
        return new Signs(0, () -> {});
    }

    /** Runs something at the given sign, from 1 on, in the thread that gives it. */
    static Signs at(int decisive, Runnable then) {
        return new Signs(decisive, then);
    }

    int seen() {
        return seen.get();
    }

    private void sign() {
        if (seen.incrementAndGet() == decisive) {
            then.run();
        }
    }

    @Override
    public void phase(Phase phase) {
        sign();
    }

    @Override
    public void advance(Phase phase, double fraction) {
        sign();
    }

    @Override
    public void segment(Segment segment) {
        sign();
    }

    /** Returns audio that is the same, and gives a sign whenever its samples or its file are asked for. */
    Audio in(Audio audio) {
        return new Audio() {
            @Override
            public long sampleCount() {
                return audio.sampleCount();
            }

            @Override
            public Duration duration() {
                return audio.duration();
            }

            @Override
            public int read(long fromSample, float[] into) {
                sign();
                return audio.read(fromSample, into);
            }

            @Override
            public Path wav() {
                sign();
                return audio.wav();
            }
        };
    }
}
