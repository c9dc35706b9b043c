package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.Repetition;

/** Why numbers must not be ranked: fast and wrong is not fast. */
final class Validity {

    /** A text of which more than this repeats itself, beyond what its reference repeats, was written in a loop. */
    private static final double LOOP = 0.3;

    private final Stage stage;
    private final List<Transcript> transcripts;
    private final List<List<String>> passes;
    private final CorpusErrors errors;

    /** Of these transcripts, with the texts of all files in each pass. */
    Validity(Stage stage, List<Transcript> transcripts, List<List<String>> passes, CorpusErrors errors) {
        this.stage = stage;
        this.transcripts = transcripts;
        this.passes = passes;
        this.errors = errors;
    }

    /** Of so many runs, with what is known to be missing at the end of files, by their places. */
    List<String> problems(int runs, Map<Integer, String> missing) {
        List<String> problems = new ArrayList<>();
        add(problems, "failed on %s", index -> transcripts.get(index).failed());
        add(problems, "wrote nothing for %s", this::isEmpty);
        add(
                problems,
                "covers only a part of %s",
                index -> !transcripts.get(index).complete()
                        && !transcripts.get(index).failed()
                        && !missing.containsKey(index));
        String first = missing.values().stream().findFirst().orElse("");
        add(problems, "covers only a part of %s: " + first, missing::containsKey);
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
        List<Integer> found =
                IntStream.range(0, transcripts.size()).boxed().filter(isSo).toList();
        if (!found.isEmpty()) {
            String first = "'" + transcripts.get(found.get(0)).file() + "'";
            problems.add(sentence.formatted(
                    found.size() == 1 ? first : "%d files, such as %s".formatted(found.size(), first)));
        }
    }

    /** Silence may be met with silence; where the reference is not known, each pass must have words in at least one file. */
    private boolean isEmpty(int index) {
        Transcript transcript = transcripts.get(index);
        if (transcript.failed()) {
            return false;
        }
        return transcript.scored()
                ? transcript.errors().referenceWords() > 0
                        && passes.stream().anyMatch(pass -> pass.get(index).isBlank())
                : passes.stream().anyMatch(this::isBlank);
    }

    private boolean isBlank(List<String> pass) {
        return IntStream.range(0, pass.size())
                .allMatch(i -> transcripts.get(i).failed() || pass.get(i).isBlank());
    }

    private boolean loops(int index) {
        BenchmarkReport.Speech speech = stage.described().get(index);
        Normalizer rules = stage.request().rules().of(speech.language());
        double most = LOOP + repetition(rules, speech.reference());
        return passes.stream().map(pass -> pass.get(index)).distinct().anyMatch(text -> repetition(rules, text) > most);
    }

    private static double repetition(Normalizer rules, String text) {
        return Repetition.of(rules.words(text)).ratio().orElse(0);
    }
}
