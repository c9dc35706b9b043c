package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.bench.BenchmarkRequest.Comparison;
import org.whisperbench.testkit.FakeBackend;

/** What was planted decides with whom a model may be compared, and whether at all. */
class PlantedGroupsTest {

    @TempDir
    Path folder;

    private Planted planted;

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    private FakeBackend ofFamily(String id, String family) {
        FakeBackend fake = planted.fake(id, 0, () -> 1);
        ModelDescriptor descriptor = ModelDescriptor.builder(
                        "m", new ModelSource.Folder(folder.resolve("m").toAbsolutePath()))
                .files(List.of(ModelFile.unverified(FakeBackend.FILE)))
                .family(family)
                .build();
        return new FakeBackend(fake.info(), fake.availability(), List.of(descriptor), fake.loader());
    }

    @Test
    void familiesStandApartUnlessTheyAreComparedAcross() throws Exception {
        FakeBackend[] three = {ofFamily("a", "whisper"), ofFamily("b", "parakeet"), ofFamily("c", "whisper")};

        assertEquals(
                List.of(
                        new BenchmarkReport.Group("", List.of("a/m", "c/m")),
                        new BenchmarkReport.Group("family parakeet, not whisper", List.of("b/m"))),
                planted.run(Pace.exactly(1, 0), three).groups());
        assertEquals(
                List.of(new BenchmarkReport.Group("", List.of("a/m", "b/m", "c/m"))),
                planted.run(
                                Pace.exactly(1, 0),
                                new Comparison(Double.POSITIVE_INFINITY, Set.of("family")),
                                java.util.OptionalLong.empty(),
                                three)
                        .groups());
    }

    @Test
    void whatCoversOnlyAPartOfTheAudioIsNotRanked() throws Exception {
        FakeBackend hasty = planted.fake("hasty", "").with((FakeBackend.Loader) model -> audio -> {
            planted.clock().pass(0.1);
            return Transcription.builder(List.of(Segment.builder(Duration.ZERO, Duration.ofMillis(500), Planted.SAID)
                            .build()))
                    .complete(false)
                    .build();
        });

        BenchmarkReport report = planted.run(Pace.exactly(2, 0), hasty, planted.fake("whole", 0, () -> 1));

        BenchmarkRow.Measured row = Planted.measured(report, 0);
        assertFalse(row.isComplete());
        assertEquals(1, row.findings().invalid().size());
        assertTrue(row.findings().invalid().get(0).startsWith("covers only a part of '"), row::toString);
        assertEquals(List.of(new BenchmarkReport.Group("", List.of("whole/m"))), report.groups());
        assertFalse(report.allMeasured());
    }
}
