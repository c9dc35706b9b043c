package org.whisperbench.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Backends that err in what they tell of their decoding. */
final class BadDecodings {

    private BadDecodings() {}

    /** A backend whose model tells something else than the good one, and takes some options more. */
    private abstract static class Telling extends GoodBackend {
        private final Set<String> taken;

        Telling(String... taken) {
            this.taken = Set.of(taken);
        }

        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                Map<String, String> effective(String language, TranscribeOptions options) {
                    Map<String, String> known = new HashMap<>(options.extra());
                    known.keySet().removeAll(taken);
                    Map<String, String> told = new HashMap<>(super.effective(language, options.withExtra(known)));
                    change(told, options.extra());
                    return told;
                }
            };
        }

        void change(Map<String, String> told, Map<String, String> extra) {
            // It tells the same.
        }
    }

    public static final class PassesOverABatch extends Telling {
        public PassesOverABatch() {
            super("batch");
        }
    }

    public static final class TakesAnyOption extends Telling {
        public TakesAnyOption() {
            super("no-such-option");
        }
    }

    public static final class TellsNoSearch extends Telling {
        @Override
        void change(Map<String, String> told, Map<String, String> extra) {
            told.remove("decoding");
        }
    }

    public static final class TellsNoTask extends Telling {
        @Override
        void change(Map<String, String> told, Map<String, String> extra) {
            told.remove("task");
        }
    }

    public static final class TellsOtherBeams extends Telling {
        @Override
        void change(Map<String, String> told, Map<String, String> extra) {
            if (extra.containsKey("beam-size")) {
                told.put("decoding", "beam search, 3");
            }
        }
    }

    /** Keeps the contract: it takes the wish, and tells that it did not grant it. */
    public static final class TellsThatItIsGreedy extends Telling {
        @Override
        void change(Map<String, String> told, Map<String, String> extra) {
            told.put("decoding", "greedy");
        }
    }

    public static final class ContradictsItself extends Telling {
        @Override
        void change(Map<String, String> told, Map<String, String> extra) {
            told.put("beam-size", extra.getOrDefault("beam-size", "1"));
            told.put("decoding", "greedy");
        }
    }

    public static final class DrawsGreedily extends Telling {
        public DrawsGreedily() {
            super("temperature");
        }

        @Override
        void change(Map<String, String> told, Map<String, String> extra) {
            told.put("temperature", extra.getOrDefault("temperature", "0.0"));
        }
    }

    public static final class RefusesWithoutAName extends GoodBackend {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                Map<String, String> effective(String language, TranscribeOptions options) {
                    if (options.extra().containsKey("vad")) {
                        throw new IllegalArgumentException("what is that?");
                    }
                    return super.effective(language, options);
                }
            };
        }
    }

    public static final class SaysThatItWasAsked extends Telling {
        @Override
        void change(Map<String, String> told, Map<String, String> extra) {
            told.put("language", "en");
        }
    }

    public static final class DetectsWhatItDoesNotName extends GoodBackend {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                Transcription result(List<Segment> segments, TranscribeOptions options) {
                    return Transcription.builder(segments)
                            .effective(super.result(segments, options).effective())
                            .build();
                }
            };
        }
    }

    public static final class HearsAnotherLanguageThanItTells extends GoodBackend {
        @Override
        SpeechModel model(LoadedIdentity identity, List<String> words) {
            return new GoodModel(identity, words) {
                @Override
                Transcription result(List<Segment> segments, TranscribeOptions options) {
                    Transcription right = super.result(segments, options);
                    boolean auto = options.language().equals(TranscribeOptions.AUTO);
                    return Transcription.builder(segments)
                            .language(auto ? right.language() : "cy")
                            .effective(right.effective())
                            .build();
                }
            };
        }
    }
}
