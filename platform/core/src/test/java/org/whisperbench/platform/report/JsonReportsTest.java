package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.ModelCheck;
import org.whisperbench.platform.check.ModelFacts;
import org.whisperbench.platform.check.ModelStatus;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.UtteranceErrors;
import org.whisperbench.platform.score.WordErrors;
import org.whisperbench.platform.store.Whereabouts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportsTest {

    private record Sample(
            String zebra, Duration time, Path path, OptionalDouble known, OptionalDouble unknown, boolean apple) {}

    @Test
    void timesAreSecondsAndUnknownNumbersAreNull() {
        String json = new JsonReports()
                .write(new Sample(
                        "\"quoted\"\n",
                        Duration.ofMillis(1520),
                        Path.of("a b.wav"),
                        OptionalDouble.of(0.25),
                        OptionalDouble.empty(),
                        true));

        JsonNode read = JsonMapper.shared().readTree(json);
        assertEquals("\"quoted\"\n", read.get("zebra").asString());
        assertEquals(1.52, read.get("time").asDouble());
        assertEquals("a b.wav", read.get("path").asString());
        assertEquals(0.25, read.get("known").asDouble());
        assertTrue(read.get("unknown").isNull());
        assertEquals(List.of("zebra", "time", "path", "known", "unknown", "apple"), List.copyOf(read.propertyNames()));
    }

    @Test
    void derivedNumbersAreWritten() {
        JsonReports reports = new JsonReports();

        JsonNode times = JsonMapper.shared().readTree(reports.write(RunStatistics.of(1, 2, 3)));
        JsonNode once = JsonMapper.shared().readTree(reports.write(RunStatistics.of(1)));
        JsonNode errors = JsonMapper.shared().readTree(reports.write(new WordErrors(3, 1, 0, 0, 4)));
        JsonNode silence = JsonMapper.shared().readTree(reports.write(WordErrors.EMPTY));

        assertEquals(1, times.get("standardDeviationSeconds").asDouble());
        assertTrue(once.get("standardDeviationSeconds").isNull());
        assertEquals(0.25, errors.get("wer").asDouble());
        assertEquals(0.4375, errors.get("wil").asDouble());
        assertEquals(List.of("wer", "mer", "wil", "wip"), names(silence));
        assertTrue(names(silence).stream().allMatch(name -> silence.get(name).isNull()));
        assertEquals(0.95, times.get("meanIntervalSeconds").get("level").asDouble());
        assertTrue(once.get("meanIntervalSeconds").isNull());
    }

    private static List<String> names(JsonNode errors) {
        return errors.propertyNames().stream()
                .filter(name -> name.startsWith("w") || name.equals("mer"))
                .toList();
    }

    @Test
    void everyRateHasItsLabel() {
        CorpusErrors errors = CorpusErrors.of(List.of(
                UtteranceErrors.of("a b", "a c", Normalizer.NONE), UtteranceErrors.of("", "d", Normalizer.NONE)));

        JsonNode read = JsonMapper.shared().readTree(new JsonReports().write(errors));

        assertEquals(0.5, read.get("corpusWer").asDouble());
        assertEquals(0.5, read.get("meanWer").asDouble());
        assertEquals(0.5, read.get("medianWer").asDouble());
        assertEquals(1, read.get("ser").asDouble());
        assertEquals(1, read.get("hallucinatedWords").asInt());
        assertEquals(1.0 / 3, read.get("characters").get("cer").asDouble());
    }

    @Test
    void variantsSayWhichTheyAre() {
        Whereabouts.Site missing = new Whereabouts.Site(Whereabouts.Extent.MISSING, "");
        Whereabouts places = new Whereabouts(missing, missing);
        CheckReport report = new CheckReport(
                List.of(new ModelCheck.NotLoadable("b/m", "b@1.0.0", ModelStatus.ABSENT, "not found", List.of())),
                List.of(new ModelFacts("b/m", places, "", -1, "", "")),
                new CheckReport.Storage(0, java.nio.file.Path.of("/hub"), 1));

        JsonNode read = JsonMapper.shared().readTree(new JsonReports().write(report));

        assertEquals("ABSENT", read.get("models").get(0).get("status").asString());
        assertEquals("MISSING", read.at("/facts/0/places/hub/extent").asString());
    }
}
