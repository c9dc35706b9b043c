package org.whisperbench.platform.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.AlignmentRules;
import org.whisperbench.platform.score.Bootstrap;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Interval;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.TextRules;
import org.whisperbench.platform.score.UtteranceErrors;
import org.whisperbench.platform.score.WordErrors;
import tools.jackson.databind.JsonNode;

/**
 * The texts of a result, which keeps them as engines wrote them, scored again by other rules.
 *
 * @param id of the benchmark
 * @param file where the result is
 * @param normalizers the rules applied now, one for each that some speech needed
 * @param alignment how words were aligned
 * @param rows one for each model that was measured
 */
public record Rescored(
        String id, Path file, List<Normalizer.Rules> normalizers, AlignmentRules alignment, List<Row> rows) {

    /** Copies the lists. */
    public Rescored {
        normalizers = List.copyOf(normalizers);
        rows = List.copyOf(rows);
    }

    /**
     * The errors of a model.
     *
     * @param model name of its row
     * @param errors of the files whose reference is known
     * @param corpusWerInterval 95 % interval of the corpus's word error rate, by resampling files; empty if fewer than two
     *     files have a reference with words
     * @param files those whose reference is known, in the order of the speech
     */
    public record Row(String model, CorpusErrors errors, Optional<Interval> corpusWerInterval, List<Heard> files) {

        /** Copies the list. */
        public Row {
            files = List.copyOf(files);
        }
    }

    /**
     * A file of which it is known what is said.
     *
     * @param file as it was named
     * @param errors by these rules
     * @param alignment the normalized words of both side by side
     */
    public record Heard(String file, WordErrors errors, Alignment alignment) {}

    /**
     * Scores again.
     *
     * @param result the result
     * @param rules which normalizer each language gets
     * @param alignment how words are aligned
     * @return the errors by these rules; what is stored does not change
     */
    public static Rescored of(StoredResult result, TextRules rules, AlignmentRules alignment) {
        JsonNode document = result.document();
        JsonNode corpus = document.path("corpus");
        Set<Normalizer.Rules> applied = new LinkedHashSet<>();
        for (JsonNode speech : corpus) {
            applied.add(rules.of(speech.path("language").asString("")).rules());
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : document.path("rows")) {
            if (row.has("transcripts")) {
                rows.add(row(row, corpus, new By(rules, alignment)));
            }
        }
        return new Rescored(result.id(), result.file(), List.copyOf(applied), alignment, rows);
    }

    private record By(TextRules texts, AlignmentRules words) {}

    private static Row row(JsonNode row, JsonNode corpus, By rules) {
        List<UtteranceErrors> utterances = new ArrayList<>();
        List<Heard> files = new ArrayList<>();
        for (int i = 0; i < row.path("transcripts").size(); i++) {
            JsonNode transcript = row.path("transcripts").path(i);
            JsonNode speech = corpus.path(i);
            if (transcript.path("scored").asBoolean(false)) {
                String said = speech.path("reference").asString("");
                String written = transcript.path("text").asString("");
                Normalizer normalizer = rules.texts().of(speech.path("language").asString(""));
                UtteranceErrors errors = rules.words().errors(said, written, normalizer);
                utterances.add(errors);
                files.add(new Heard(
                        transcript.path("file").asString(""),
                        errors.words(),
                        rules.words().align(said, written, normalizer)));
            }
        }
        return new Row(
                row.path("subject").path("model").asString(""),
                CorpusErrors.of(utterances),
                Bootstrap.STANDARD.ofWordErrorRate(
                        utterances.stream().map(UtteranceErrors::words).toList()),
                files);
    }
}
