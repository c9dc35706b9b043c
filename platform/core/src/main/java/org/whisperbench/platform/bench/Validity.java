package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.Repetition;

/** Why numbers must not be ranked: fast and wrong is not fast. */
final class Validity {

    /** A text of which more than this repeats itself, beyond what its reference repeats, was written in a loop. */
    private static final double LOOP = 0.3;

    private final Stage stage;
    private final List<Transcript> transcripts;
    private final List<Set<String>> texts;
    private final CorpusErrors errors;

    /** Of these transcripts, with the different texts that each file has in all passes. */
    Validity(Stage stage, List<Transcript> transcripts, List<Set<String>> texts, CorpusErrors errors) {
        this.stage = stage;
        this.transcripts = transcripts;
        this.texts = texts;
        this.errors = errors;
    }

    List<String> problems(int runs) {
        List<String> problems = new ArrayList<>();
        add(problems, "failed on %s", index -> transcripts.get(index).failed());
        add(problems, "wrote nothing for %s", this::isEmpty);
        add(
                problems,
                "covers only a part of %s",
                index -> !transcripts.get(index).complete()
                        && !transcripts.get(index).failed());
        add(problems, "repeats itself in %s", this::loops);
        double worst = stage.request().comparison().worstRate();
        if (errors.corpusWordErrorRate().orElse(0) > worst) {
            problems.add(String.format(
                    Locale.ROOT,
                    "WER %.2f %% is above the bound of %.2f %%",
                    100 * errors.corpusWordErrorRate().orElse(0),
                    100 * worst));
        }
        if (runs < stage.request().pace().runs()) {
            problems.add("cancelled after %d of %d runs"
                    .formatted(runs, stage.request().pace().runs()));
        }
        return problems;
    }

    private void add(List<String> problems, String sentence, Predicate<Integer> isSo) {
        List<Integer> found = java.util.stream.IntStream.range(0, transcripts.size())
                .boxed()
                .filter(isSo)
                .toList();
        if (!found.isEmpty()) {
            String first = "'" + transcripts.get(found.get(0)).file() + "'";
            problems.add(sentence.formatted(
                    found.size() == 1 ? first : "%d files, such as %s".formatted(found.size(), first)));
        }
    }

    /** Silence may be met with silence; where the reference is not known, at least one file must have words. */
    private boolean isEmpty(int index) {
        Transcript transcript = transcripts.get(index);
        boolean wordsSaid = transcript.scored()
                ? transcript.errors().referenceWords() > 0
                : texts.stream().allMatch(Validity::anyBlank);
        return wordsSaid && anyBlank(texts.get(index)) && !transcript.failed();
    }

    private static boolean anyBlank(Set<String> heard) {
        return heard.stream().anyMatch(String::isBlank);
    }

    private boolean loops(int index) {
        BenchmarkReport.Speech speech = stage.described().get(index);
        Normalizer rules = stage.request().rules().of(speech.language());
        double most = LOOP + repetition(rules, speech.reference());
        return texts.get(index).stream().anyMatch(text -> repetition(rules, text) > most);
    }

    private static double repetition(Normalizer rules, String text) {
        return Repetition.of(rules.words(text)).ratio().orElse(0);
    }
}
