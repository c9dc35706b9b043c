package org.whisperbench.testkit;

import static org.whisperbench.testkit.Verdict.require;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Rules of what a backend tells of how it decoded: nothing that was asked is passed over in silence. */
final class DecodingRules {

    private static final String STRANGER = "no-such-option";
    private static final String UNKNOWN = "unknown";
    private static final String ENGLISH = "en";

    private static final Map<DecodingOption, String> ASKED = new EnumMap<>(Map.ofEntries(
            Map.entry(DecodingOption.TEMPERATURE, "0.4"),
            Map.entry(DecodingOption.BEAM_SIZE, "2"),
            Map.entry(DecodingOption.BEST_OF, "2"),
            Map.entry(DecodingOption.PATIENCE, "2"),
            Map.entry(DecodingOption.LENGTH_PENALTY, "0.5"),
            Map.entry(DecodingOption.PROMPT, "seven"),
            Map.entry(DecodingOption.CONDITION_ON_PREVIOUS_TEXT, "true"),
            Map.entry(DecodingOption.WORD_TIMESTAMPS, "true"),
            Map.entry(DecodingOption.COMPRESSION_RATIO_THRESHOLD, "1.9"),
            Map.entry(DecodingOption.LOG_PROBABILITY_THRESHOLD, "-0.7"),
            Map.entry(DecodingOption.NO_SPEECH_THRESHOLD, "0.7"),
            Map.entry(DecodingOption.BATCH, "2"),
            Map.entry(DecodingOption.FALLBACK, "true"),
            Map.entry(DecodingOption.VAD, "true")));

    private final Candidate candidate;

    DecodingRules(Candidate candidate) {
        this.candidate = candidate;
    }

    void whatIsAskedIsRefusedOrTold() {
        candidate.withModel(loaded -> {
            ToldDecoding usual = new ToldDecoding(
                    candidate.transcribe(loaded, candidate.brief()).effective());
            List<String> problems = new ArrayList<>(usual.problems("without options"));
            for (DecodingOption option : DecodingOption.values()) {
                problems.addAll(problems(loaded, option, usual));
            }
            String stranger = refusal(STRANGER, attempt(loaded, Map.of(STRANGER, "1")));
            if (!stranger.isEmpty()) {
                problems.add(stranger);
            }

            require(
                    problems.isEmpty(),
                    () ->
                            "an option that is asked for is refused by its name, or 'effective' of the result tells what became"
                                    + " of it, but" + listed(problems));
        });
    }

    private static String listed(List<String> problems) {
        return "\n  - " + String.join("\n  - ", problems);
    }

    private List<String> problems(SpeechModel loaded, DecodingOption option, ToldDecoding usual) {
        String asked = ASKED.getOrDefault(option, "");
        String words = "'" + option.key() + "=" + asked + "'";
        Map<String, String> extra = Map.of(option.key(), asked);
        Attempt.Outcome<Transcription> outcome = attempt(loaded, extra);
        if (outcome.result() == null) {
            String wrong = refusal(option.key(), outcome);
            return wrong.isEmpty() ? List.of() : List.of(wrong);
        }
        ToldDecoding told = new ToldDecoding(outcome.value().effective());
        List<String> problems = new ArrayList<>(told.problems("with " + words));
        Optional<String> value = told.value(option);
        if (value.isEmpty()) {
            problems.add("it takes " + words + " and tells nothing of it");
        } else if (!ToldDecoding.same(value.get(), asked)
                && !usual.value(option).equals(value)) {
            problems.add("it takes %s and tells '%s', which is neither that nor what it does otherwise"
                    .formatted(words, value.get()));
        }
        return problems;
    }

    private Attempt.Outcome<Transcription> attempt(SpeechModel loaded, Map<String, String> extra) {
        return candidate
                .transcribing(
                        loaded, candidate.brief(), TranscribeOptions.defaults().withExtra(extra))
                .outcome();
    }

    /** What is wrong with the end of a call that had to be refused; empty if it was. */
    private static String refusal(String option, Attempt.Outcome<Transcription> outcome) {
        Throwable failure = outcome.failure();
        boolean named = outcome.isRefusal()
                && failure != null
                && String.valueOf(failure.getMessage()).contains(option);
        return named
                ? ""
                : "'" + option + "' is to be refused by its name with a BackendException, but transcribe "
                        + outcome.ending();
    }

    void theLanguageIsToldAsItWasFound() {
        candidate.withModel(loaded -> {
            Transcription heard = candidate.transcribe(loaded, candidate.brief());
            List<String> problems = new ArrayList<>(problems(heard, isOnly(loaded, heard.language())));
            List<String> known = candidate.descriptor().languages();
            String asked = known.isEmpty() ? ENGLISH : known.get(0);
            Attempt.Outcome<Transcription> named = candidate
                    .transcribing(
                            loaded,
                            candidate.brief(),
                            TranscribeOptions.defaults().withLanguage(asked))
                    .outcome();
            if (named.result() != null) {
                problems.addAll(problems(named.result(), asked, heard));
            } else if (!named.isRefusal()) {
                problems.add("asked for language '" + asked + "' it " + named.ending());
            }

            require(
                    problems.isEmpty(),
                    () -> "a result's language and what 'effective' tells of it differ:" + listed(problems));
        });
    }

    /** Whether a model has one language alone, as its descriptor says, or as it refuses another one. */
    private boolean isOnly(SpeechModel loaded, String language) {
        String another = language.equals(ENGLISH) ? "de" : ENGLISH;
        return candidate.descriptor().languages().equals(List.of(language))
                || candidate
                        .transcribing(
                                loaded,
                                candidate.brief(),
                                TranscribeOptions.defaults().withLanguage(another))
                        .outcome()
                        .isRefusal();
    }

    /** Nobody said which language it is. */
    private static List<String> problems(Transcription heard, boolean only) {
        String told = language(heard);
        if (heard.language().equals(UNKNOWN)) {
            return isTag(told) || told.endsWith(", detected")
                    ? List.of("the result's language is 'unknown', and 'effective' tells '" + told + "'")
                    : List.of();
        }
        String right = only ? heard.language() : heard.language() + ", detected";
        return told.equals(right)
                ? List.of()
                : List.of(
                        "the result's language is '%s', which nobody asked for: 'effective' has to tell '%s', not '%s'"
                                .formatted(heard.language(), right, told));
    }

    /** The user said so; an engine that cannot be told tells the same as without. */
    private static List<String> problems(Transcription heard, String asked, Transcription usual) {
        String told = language(heard);
        if (told.equals(asked)) {
            return List.of(asked, UNKNOWN).contains(heard.language())
                    ? List.of()
                    : List.of("asked for '%s' it tells that, but the result's language is '%s'"
                            .formatted(asked, heard.language()));
        }
        return told.equals(language(usual))
                ? List.of()
                : List.of("asked for '%s' it tells '%s'".formatted(asked, told));
    }

    private static String language(Transcription heard) {
        return heard.effective().getOrDefault("language", "");
    }

    private static boolean isTag(String told) {
        return told.toLowerCase(Locale.ROOT).matches("[a-z]{2,3}(-[a-z0-9]{2,8})*") && !told.equals("auto");
    }
}
