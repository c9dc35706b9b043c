package org.whisperbench.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Backends whose models err: in threads, at their end, when interrupted, in what they tell. */
final class BadModels {

    private BadModels() {}

    /** A backend with models of its own. */
    private abstract static class WithModel extends GoodBackend {
        @Override
        abstract SpeechModel model(LoadedIdentity identity, List<String> words);
    }

    public static final class MixesUpThreads extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                private volatile Audio current = new Silence();

                @Override
                public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
                        throws InterruptedException {
                    current = audio;
                    progress.phase(Progress.Phase.ENCODING);
                    return super.transcribe(current, options, progress);
                }
            };
        }
    }

    public static final class RefusesAsAFault extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new OneAtATime(identity, words, ErrorKind.INTERNAL);
        }
    }

    /** Keeps the contract: it says that it takes one call at a time. */
    public static final class TakesOneCallAtATime extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new OneAtATime(identity, words, ErrorKind.RESOURCES);
        }
    }

    private static final class OneAtATime extends GoodModel {
        private final AtomicInteger running = new AtomicInteger();
        private final ErrorKind kind;

        OneAtATime(LoadedIdentity identity, List<String> words, ErrorKind kind) {
            super(identity, words);
            this.kind = kind;
        }

        @Override
        public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
                throws InterruptedException {
            try {
                if (running.incrementAndGet() > 1) {
                    throw new BackendException(kind, "model 'words' is busy; try again later");
                }
                return super.transcribe(audio, options, progress);
            } finally {
                running.decrementAndGet();
            }
        }
    }

    public static final class ClosesOnce extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                private boolean closed;

                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("freed twice");
                    }
                    closed = true;
                    super.close();
                }
            };
        }
    }

    public static final class WorksWhenClosed extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                public void close() {
                    // Nothing is freed.
                }
            };
        }
    }

    public static final class FreesWhatIsInUse extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                private volatile boolean freed;

                @Override
                Segment window(Audio audio, long from) {
                    Segment segment = super.window(audio, from);
                    if (freed) {
                        throw new NullPointerException("freed");
                    }
                    return segment;
                }

                @Override
                public void close() {
                    freed = true;
                    super.close();
                }
            };
        }
    }

    public static final class HangsAtItsEnd extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                private final AtomicInteger calls = new AtomicInteger();

                @Override
                public void close() {
                    super.close();
                    if (calls.incrementAndGet() > 1) {
                        park();
                    }
                }
            };
        }
    }

    private static void park() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static final class IgnoresInterrupts extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
                        throws InterruptedException {
                    while (true) {
                        try {
                            return super.transcribe(audio, options, progress);
                        } catch (InterruptedException e) {
                            // This is the defect: it begins again.
                        }
                    }
                }
            };
        }
    }

    public static final class BreaksAtAnInterrupt extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
                        throws InterruptedException {
                    try {
                        return super.transcribe(audio, options, progress);
                    } catch (InterruptedException e) {
                        close();
                        throw e;
                    }
                }
            };
        }
    }

    public static final class LoadsOnWhenInterrupted extends GoodBackend {
        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            while (true) {
                try {
                    return super.load(model, options, progress);
                } catch (InterruptedException e) {
                    // This is the defect: it begins again.
                }
            }
        }
    }

    public static final class HearsHalfACharacter extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words.stream().map(w -> w + "\ud83d").toList());
        }
    }

    public static final class HearsBeyondTheEnd extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                Segment window(Audio audio, long from) {
                    Segment segment = super.window(audio, from);
                    return Segment.builder(
                                    segment.start(), segment.start().plus(Duration.ofSeconds(30)), segment.text())
                            .build();
                }
            };
        }
    }

    public static final class TellsTwice extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
                        throws InterruptedException {
                    Transcription result = super.transcribe(audio, options, progress);
                    progress.advance(Progress.Phase.ENCODING, 2);
                    result.segments().forEach(progress::segment);
                    return result;
                }
            };
        }
    }

    public static final class TellsAnythingElse extends WithModel {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            AtomicInteger calls = new AtomicInteger();
            return new GoodModel(identity, words) {
                @Override
                Segment window(Audio audio, long from) {
                    Segment segment = super.window(audio, from);
                    return Segment.builder(segment.start(), segment.end(), "guess " + calls.incrementAndGet())
                            .build();
                }
            };
        }
    }

    private static final class Silence implements Audio {
        @Override
        public long sampleCount() {
            return 0;
        }

        @Override
        public int read(long fromSample, float[] into) {
            return 0;
        }

        @Override
        public Path wav() {
            return Trial.MODEL;
        }
    }
}
