package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two releases of ONNX Runtime, which do not fit into one process. */
@Tag("long")
final class TwoEnginesIT {

    private static final String NEW = "1.29.0";
    private static final String OLD = "1.23.2";

    @TempDir
    private Path folder;

    private Archive archive;
    private Path shipped;
    private Path older;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        shipped = Archive.list(archive.hotFolder()).stream()
                .filter(jar -> jar.getFileName().toString().contains("-onnx-"))
                .findFirst()
                .orElseThrow();
        Path engine = Path.of(System.getProperty("whisperbench.another-engine"));
        older = Jars.replacing(shipped, "0.0.9", engine, "ai/onnxruntime/", folder.resolve("older.jar"));
    }

    @Test
    void bothWorkInOneHostEachWithItsOwnEngine() throws IOException, InterruptedException {
        Files.move(older, archive.hotFolder().resolve("older.jar"));
        Run run = Cli.of(archive)
                .run("benchmark", "-b", "onnx@0.1.0", "-b", "onnx@0.0.9", "-n", "1", "--warmup", "0", "--json")
                .ends(Run.WELL);

        for (int row = 0; row < 2; row++) {
            String backend = run.json().at("/rows/" + row + "/subject/backend").asString();
            assertEquals(
                    backend.equals("onnx@0.1.0") ? NEW : OLD,
                    run.json()
                            .at("/rows/" + row + "/loaded/identity/engineVersion")
                            .asString(),
                    run::toString);
            assertEquals(
                    0.0, run.json().at("/rows/" + row + "/errors/corpusWer").asDouble());
            assertTrue(run.json().at("/rows/" + row + "/subject/isolated").asBoolean());
        }
    }

    @Test
    void anUpdateWhileThePromptIsOpenChangesTheEngine() throws IOException, InterruptedException {
        Path kept = folder.resolve("shipped.jar");
        Files.copy(shipped, kept);
        try (Prompt prompt = Prompt.open(Cli.of(archive))) {
            assertEquals(NEW, engine(prompt));

            Files.move(older, shipped, StandardCopyOption.REPLACE_EXISTING);
            prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("onnx  0.0.9"));
            assertEquals(OLD, engine(prompt));

            Files.move(kept, shipped, StandardCopyOption.REPLACE_EXISTING);
            prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("onnx  0.1.0"));
            assertEquals(NEW, engine(prompt));
            assertEquals("four one six seven\n", prompt.ask("transcribe samples/digits-01.wav"));
        }
    }

    /** The version that the native library reports. */
    private static String engine(Prompt prompt) throws IOException, InterruptedException {
        String answer = prompt.ask("check -b onnx -m nano-digits.en --json");
        assertTrue(answer.contains("\"LOADABLE\""), answer);
        return answer.replaceFirst("(?s).*\"engineVersion\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }
}
