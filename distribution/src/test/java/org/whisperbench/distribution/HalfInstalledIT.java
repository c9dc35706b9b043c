package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An environment of Python that is there, and what is to be in it is not, or only half. */
@DisabledOnOs(OS.WINDOWS) // the interpreter here is a script
final class HalfInstalledIT {

    private static final String BACKEND = "mlx-whisper";

    @TempDir
    Path folder;

    private Cli cli;
    private Path environment;
    private Path model;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        cli = Cli.of(Archive.unpack(folder))
                .with("WHISPERBENCH_ENGINES", folder.resolve("engines").toString());
        environment = folder.resolve("engines").resolve(BACKEND);
        Path python = Files.createDirectories(environment.resolve("bin")).resolve("python");
        // Only what Python brings itself, and what is in this environment.
        Files.writeString(python, "#!/bin/sh\nPYTHONPATH=\"$PYTHONPATH:" + packages() + "\" exec python3 -S \"$@\"\n");
        assertTrue(python.toFile().setExecutable(true));
        model = Files.createDirectories(folder.resolve("tiny-mlx"));
        Files.writeString(model.resolve("config.json"), "{}");
        byte[] header =
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}".getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[Long.BYTES + header.length + 2];
        file[0] = (byte) header.length;
        System.arraycopy(header, 0, file, Long.BYTES, header.length);
        Files.write(model.resolve("weights.safetensors"), file);
    }

    private Path packages() {
        return environment.resolve("lib/python3.11/site-packages");
    }

    private Run transcribe() throws IOException, InterruptedException {
        return cli.run("transcribe", "-b", BACKEND, "-m", model.toString(), "samples/digits-01.wav");
    }

    @Test
    void aPackageThatIsNotInstalledIsNamedWithWhatToType() throws IOException, InterruptedException {
        transcribe()
                .failsWith(
                        Run.NOT_TRIED,
                        "backend 'mlx-whisper' cannot run here: the Python in '" + environment
                                + "' lacks mlx-whisper, mlx; run 'whisperbench setup mlx-whisper'");
    }

    /** As after an installation that was broken off: it says that the packages are there. */
    @ParameterizedTest
    @CsvSource({
        "raise ImportError('libmlx.so is not there'), libmlx.so is not there",
        "raise OSError('libmlx.so: wrong ELF class'), libmlx.so: wrong ELF class",
        "import tiktoken_of_nowhere, No module named 'tiktoken_of_nowhere'"
    })
    void aPackageThatIsHalfInstalledIsNamedWithWhatToType(String line, String why)
            throws IOException, InterruptedException {
        for (String name : List.of("mlx_whisper-0.4.3", "mlx-0.30.3")) {
            Files.createDirectories(packages().resolve(name + ".dist-info"));
        }
        expect(transcribe(), "No module named 'mlx'");
        Path package_ = Files.createDirectories(packages().resolve("mlx"));
        Files.writeString(package_.resolve("__init__.py"), line + "\n");

        expect(transcribe(), why);

        Run check = cli.run("check", "-b", BACKEND, "-m", model.toString());
        assertEquals(Run.NOT_TRIED, check.exitCode(), check::toString);
        check.shows("UNAVAILABLE").shows(message(why));
    }

    private static void expect(Run run, String why) {
        assertEquals(Run.NOT_TRIED, run.exitCode(), run::toString);
        List<String> notes = run.notes();
        assertEquals(1, notes.size(), run::toString);
        assertTrue(notes.get(0).endsWith(message(why)), run::toString);
    }

    private static String message(String why) {
        return "the Python of backend 'mlx-whisper' cannot start the engine: " + why
                + "; run 'whisperbench setup mlx-whisper' to make it anew";
    }
}
