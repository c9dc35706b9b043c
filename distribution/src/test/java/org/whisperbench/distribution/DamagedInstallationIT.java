package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation with a damaged model, or without what it needs. */
final class DamagedInstallationIT {

    private static final String ENCODER = "onnx/encoder_model.onnx";

    private static Archive archive;
    private static Cli cli;
    private static Path encoder;
    private static byte[] healthy;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
        encoder = archive.home().resolve("models/nano-digits").resolve(ENCODER);
        healthy = Files.readAllBytes(encoder);
    }

    @BeforeEach
    @AfterEach
    void heal() throws IOException {
        Files.write(encoder, healthy);
    }

    @Test
    void aFlippedBitIsCorruption() throws IOException, InterruptedException {
        byte[] damaged = healthy.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(encoder, damaged);

        Run run = cli.run("check", "-m", "onnx/nano-digits.en").ends(Run.NOT_WELL);

        run.shows("onnx/nano-digits.en  CORRUPT").shows(ENCODER + "' has ");
        assertEquals("", run.err(), run::toString);
    }

    @Test
    void aShorterFileIsTruncated() throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(encoder, StandardOpenOption.WRITE)) {
            file.truncate(healthy.length / 2);
        }

        Run check = cli.run("check", "-m", "onnx/nano-digits.en").ends(Run.NOT_WELL);
        Run models = cli.run("models", "-m", "onnx/nano-digits.en").ends(Run.WELL);

        check.shows("onnx/nano-digits.en  TRUNCATED").shows(ENCODER + "' has ");
        models.shows("truncated: ");
    }

    @Test
    void aMissingFileMakesTheModelIncomplete() throws IOException, InterruptedException {
        Files.delete(encoder);

        Run run = cli.run("check", "-b", "onnx").ends(Run.NOT_WELL);

        run.shows("onnx/nano-digits.en       INCOMPLETE").shows("onnx/nano-digits.en-int8  LOADABLE");
    }

    @Test
    void aMissingModelCannotBeTried() throws IOException, InterruptedException {
        Files.delete(encoder);

        Run transcribe = cli.run("transcribe", "samples/digits-01.wav").ends(Run.NOT_TRIED);
        Run benchmark = cli.run("benchmark", "-b", "onnx", "-a", "samples/digits-01.wav")
                .ends(Run.NOT_TRIED);

        assertEquals("", transcribe.out());
        assertEquals(1, transcribe.notes().size(), transcribe::toString);
        String note = transcribe.notes().get(0);
        assertTrue(note.matches("whisperbench: model 'onnx/nano-digits.en' .*encoder_model.*; .*"), note);
        benchmark.shows("onnx/nano-digits.en").shows("unavailable").shows("encoder_model");
    }

    @Test
    void aMissingModelIsAJsonDocumentToo() throws IOException, InterruptedException {
        Files.delete(encoder);

        Run run = cli.run("transcribe", "--json", "samples/digits-01.wav").ends(Run.NOT_TRIED);

        assertEquals("missing_model", run.json().at("/error/kind").asString());
    }

    @Test
    void withoutABackendThereIsAdvice() throws IOException, InterruptedException {
        Path aside = Files.move(archive.hotFolder(), archive.home().resolve("no-backends"));
        Files.createDirectory(archive.hotFolder());
        try {
            String advice =
                    "no backend is installed; copy a backend's jar into the folder 'backends' of the installation";

            assertEquals(advice + "\n", cli.run("backends").ends(Run.NOT_TRIED).out());
            cli.run("models").failsWith(Run.NOT_TRIED, advice);
            cli.run("check").failsWith(Run.NOT_TRIED, advice);
            cli.run("transcribe", "samples/digits-01.wav").failsWith(Run.NOT_TRIED, advice);
            cli.run("benchmark").failsWith(Run.NOT_TRIED, advice);
            cli.run("benchmark", "--json").failsAsJson(Run.NOT_TRIED, "backend_unavailable", advice);
        } finally {
            Files.delete(archive.hotFolder());
            Files.move(aside, archive.hotFolder());
        }
    }

    @Test
    void settingsThatCannotBeReadAreNotTakenForTheCache() throws IOException, InterruptedException {
        Path conf = archive.home().resolve("conf/whisperbench.properties");
        Path aside = Files.move(conf, archive.home().resolve("aside.properties"));
        Files.createDirectory(conf);
        try {
            cli.run("backends")
                    .failsWith(Run.NOT_WELL, "cannot start: '%s' cannot be read: Is a directory".formatted(conf));
        } finally {
            Files.delete(conf);
            Files.move(aside, conf);
        }
    }

    @Test
    void anInstallationWithoutBundlesSaysSo() throws IOException, InterruptedException {
        Path bundles = archive.home().resolve("bundles");
        Path aside = Files.move(bundles, archive.home().resolve("aside"));
        try {
            cli.run("backends")
                    .failsWith(
                            Run.NOT_WELL,
                            "cannot start: '%s' is no installation: it has no folder 'bundles'; unpack it again"
                                    .formatted(archive.home()));
        } finally {
            Files.move(aside, bundles);
        }
    }
}
