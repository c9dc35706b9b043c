package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is what the commands print. */
@Tag("long")
final class ReadmeScreenIT {

    private static Archive archive;
    private static Cli cli;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
    }

    @ParameterizedTest
    @MethodSource("screens")
    void documentsShowWhatIsPrinted(Screens.Screen screen) throws IOException, InterruptedException {
        Run run = cli.run(screen.command().split(" ", -1)).ends(Run.WELL);
        Screens.compare(screen, Screens.shown(run.out(), archive));
    }

    @Test
    void theReadmeShowsTheMainJob() throws IOException {
        assertTrue(screens().stream().anyMatch(screen -> screen.toString().equals("README.md: benchmark")));
    }

    static List<Screens.Screen> screens() throws IOException {
        return Screens.of("screen", Path.of(System.getProperty("whisperbench.checkout")));
    }
}
