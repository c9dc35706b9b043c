package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.testkit.FakeBackend;

/** Two models of one name are two rows that every report tells apart: versions of a backend, and folders. */
class RowNamesTest {

    @TempDir
    Path folder;

    private Planted planted;

    @BeforeEach
    void plant() throws Exception {
        planted = new Planted(folder);
    }

    private static List<Candidate> of(String version, FakeBackend backend) {
        return Catalog.of(Backends.of(version, backend)).select(Selection.everything()).stream()
                .map(model -> new Candidate(model, LoadOptions.defaults(), TranscribeOptions.defaults()))
                .toList();
    }

    private List<Candidate> versions(FakeBackend older, FakeBackend newer) {
        List<Candidate> both = new ArrayList<>(of("1.0.0", older));
        both.addAll(of("2.0.0", newer));
        return both;
    }

    /** The same model of a backend as if the user had named this folder. */
    private Candidate in(String place) throws Exception {
        Path own = Files.createDirectories(folder.resolve(place));
        Files.writeString(own.resolve(FakeBackend.FILE), "weights");
        Candidate any = of("1.0.0", planted.fake("x", 0, () -> 1)).get(0);
        CatalogModel model =
                new CatalogModel(any.model().backend(), FakeBackend.descriptor("mine", own), own.toString());
        return new Candidate(model, any.load(), any.options());
    }

    private static List<String> names(List<Candidate> candidates) {
        return RowNames.distinct(candidates).stream().map(Candidate::name).toList();
    }

    @Test
    void versionsOfABackendAreRowsOfTheirOwnEachWithItsNumbers() throws Exception {
        BenchmarkReport report = planted.run(
                Pace.exactly(3, 0),
                versions(
                        planted.fake("x", 0, Planted.jitter(1, 0.001, 1)),
                        planted.fake("x", 0, Planted.jitter(2, 0.001, 2))));

        assertEquals(
                List.of("x@1.0.0/m", "x@2.0.0/m"),
                report.rows().stream().map(row -> row.subject().model()).toList());
        assertEquals(List.of(new BenchmarkReport.Group("", List.of("x@1.0.0/m", "x@2.0.0/m"))), report.groups());
        assertEquals(1, report.comparisons().size());
        Versus versus = report.comparisons().get(0);
        assertEquals("x@1.0.0/m", versus.baseline());
        assertEquals("x@2.0.0/m", versus.model());
        assertEquals(0.5, versus.speed().orElseThrow().ratio(), 0.01);
    }

    @Test
    void foldersOfOneNameAreToldApartByWhatIsBeforeIt() throws Exception {
        List<Candidate> both = List.of(in("a/mine"), in("b/mine"));

        BenchmarkReport report = planted.run(Pace.exactly(1, 0), both);

        assertEquals(
                List.of("x/a/mine", "x/b/mine"),
                report.measured().stream().map(row -> row.subject().model()).toList());
        assertEquals(List.of("x/a/deep/mine", "x/b/deep/mine"), names(List.of(in("a/deep/mine"), in("b/deep/mine"))));
        assertEquals(
                List.of("x/mine", "x/m"),
                names(List.of(in("a/mine"), of("1.0.0", planted.fake("x", "")).get(0))));
    }

    @Test
    void versionsAndFoldersTogetherAreToldApart() throws Exception {
        CatalogModel newer = of("2.0.0", planted.fake("x", "")).get(0).model();
        Candidate other = in("a/mine");
        Candidate newerOther = new Candidate(
                new CatalogModel(newer.backend(), other.model().descriptor(), ""), other.load(), other.options());

        assertEquals(
                List.of("x@1.0.0/a/mine", "x@1.0.0/b/mine", "x@2.0.0/mine"),
                names(List.of(other, in("b/mine"), newerOther)));
    }

    @Test
    void whatIsThereTwiceIsRefusedAndVariantsAreNotTheSame() throws Exception {
        List<Candidate> one = of("1.0.0", planted.fake("x", ""));
        Candidate varied =
                new Candidate(one.get(0).model(), one.get(0).load(), one.get(0).options(), "threads=2");

        WhisperException refused = assertThrows(
                WhisperException.class,
                () -> RowNames.distinct(
                        Stream.concat(one.stream(), one.stream()).toList()));

        assertTrue(refused.getMessage().contains("'x/m' is to be measured twice"), refused.getMessage());
        assertEquals(List.of("x/m", "x/m [threads=2]"), names(List.of(one.get(0), varied)));
        Candidate folder1 = in("a/mine");
        assertThrows(WhisperException.class, () -> RowNames.distinct(List.of(folder1, in("a/mine"))));
    }
}
