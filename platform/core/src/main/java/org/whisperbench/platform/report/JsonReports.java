package org.whisperbench.platform.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.CharacterErrors;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Edit;
import org.whisperbench.platform.score.Interval;
import org.whisperbench.platform.score.LanguageAccuracy;
import org.whisperbench.platform.score.PairedComparison;
import org.whisperbench.platform.score.Repetition;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.SilenceErrors;
import org.whisperbench.platform.score.TimestampErrors;
import org.whisperbench.platform.score.WordErrors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes reports as JSON: times in seconds, sizes in bytes, paths as text, unknown numbers as {@code null}.
 *
 * <p>May be used by several threads at once.
 */
public final class JsonReports {

    private final JsonMapper mapper;

    /** Creates a writer of indented documents. */
    public JsonReports() {
        this(true);
    }

    private JsonReports(boolean indented) {
        mapper = JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .configure(SerializationFeature.INDENT_OUTPUT, indented)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .addMixIn(RunStatistics.class, WithSpread.class)
                .addMixIn(WordErrors.class, WithWordRates.class)
                .addMixIn(CharacterErrors.class, WithCharacterRate.class)
                .addMixIn(CorpusErrors.class, WithLabelledRates.class)
                .addMixIn(PairedComparison.class, WithVerdict.class)
                .addMixIn(SilenceErrors.class, WithWordsPerMinute.class)
                .addMixIn(Repetition.class, WithRatio.class)
                .addMixIn(LanguageAccuracy.class, WithAccuracy.class)
                .addMixIn(TimestampErrors.class, WithTimestampRates.class)
                .addModule(new SimpleModule("whisperbench")
                        .addSerializer(Duration.class, new Seconds())
                        .addSerializer(OptionalDouble.class, new Perhaps())
                        .addSerializer(Path.class, new PathText())
                        .addSerializer(Alignment.Step.class, new StepText()))
                .build();
    }

    /** A writer of documents without line breaks. */
    static JsonReports inOneLine() {
        return new JsonReports(false);
    }

    /**
     * Writes a report.
     *
     * @param report a report of one of the platform's services
     * @return one JSON document, without a line break at its end
     */
    public String write(Object report) {
        return mapper.writeValueAsString(report);
    }

    @JsonIgnoreProperties("squaredDeviations")
    private interface WithSpread {
        @JsonProperty
        OptionalDouble standardDeviationSeconds();

        @JsonProperty("meanIntervalSeconds")
        Optional<Interval> meanInterval();
    }

    @JsonPropertyOrder({"hits", "substitutions", "deletions", "insertions", "referenceWords", "wer", "mer", "wil", "wip"
    })
    private interface WithWordRates {
        @JsonProperty("wer")
        OptionalDouble rate();

        @JsonProperty("mer")
        OptionalDouble matchErrorRate();

        @JsonProperty("wil")
        OptionalDouble wordInformationLost();

        @JsonProperty("wip")
        OptionalDouble wordInformationPreserved();
    }

    private interface WithVerdict {
        @JsonProperty("verdict")
        PairedComparison.Verdict verdict();
    }

    private interface WithCharacterRate {
        @JsonProperty("cer")
        OptionalDouble rate();
    }

    @JsonPropertyOrder({"utterances", "silentUtterances", "wrongUtterances", "corpusWer", "meanWer", "medianWer", "ser"
    })
    private interface WithLabelledRates {
        @JsonProperty("corpusWer")
        OptionalDouble corpusWordErrorRate();

        @JsonProperty("meanWer")
        OptionalDouble meanWordErrorRate();

        @JsonProperty("medianWer")
        OptionalDouble medianWordErrorRate();

        @JsonProperty("ser")
        OptionalDouble sentenceErrorRate();
    }

    private interface WithWordsPerMinute {
        @JsonProperty("wordsPerMinute")
        OptionalDouble wordsPerMinute();
    }

    private interface WithRatio {
        @JsonProperty("ratio")
        OptionalDouble ratio();
    }

    private interface WithTimestampRates {
        @JsonProperty("meanAbsoluteErrorSeconds")
        OptionalDouble meanAbsoluteErrorSeconds();

        @JsonProperty("meanErrorSeconds")
        OptionalDouble meanErrorSeconds();

        @JsonProperty("closeShare")
        OptionalDouble closeShare();
    }

    private interface WithAccuracy {
        @JsonProperty("accuracy")
        OptionalDouble accuracy();
    }

    private static final class Seconds extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(value.toNanos() / 1e9);
        }
    }

    private static final class Perhaps extends ValueSerializer<OptionalDouble> {
        @Override
        public void serialize(OptionalDouble value, JsonGenerator json, SerializationContext context) {
            if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
                json.writeNumber(value.getAsDouble());
            } else {
                json.writeNull();
            }
        }
    }

    /** A hit is its word, an error is an array of its letter and both words. */
    private static final class StepText extends ValueSerializer<Alignment.Step> {
        @Override
        public void serialize(Alignment.Step value, JsonGenerator json, SerializationContext context) {
            if (value.edit() == Edit.HIT) {
                json.writeString(value.reference());
                return;
            }
            json.writeStartArray();
            json.writeString(String.valueOf(value.edit().letter()));
            json.writeString(value.reference());
            json.writeString(value.hypothesis());
            json.writeEndArray();
        }
    }

    private static final class PathText extends ValueSerializer<Path> {
        @Override
        public void serialize(Path value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toString());
        }
    }
}
