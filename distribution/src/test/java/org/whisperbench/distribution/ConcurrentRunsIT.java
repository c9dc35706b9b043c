package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs of one installation by one user at once. */
final class ConcurrentRunsIT {

    @Test
    void anOpenPromptAndThreeCommandsDoNotMeet(@TempDir Path folder) throws IOException, InterruptedException {
        Archive archive = Archive.unpack(folder);
        Cli cli = Cli.of(archive);
        try (Prompt prompt = Prompt.open(cli)) {
            List<Cli.Running> started = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                started.add(cli.start("benchmark", "-b", "onnx", "-a", "samples/long.wav", "-n", "2"));
            }

            assertTrue(prompt.ask("backends").contains("onnx "));
            for (Cli.Running running : started) {
                running.end().ends(Run.WELL).shows("0.00  0/0/0");
            }
            assertEquals("four one six seven\n", prompt.ask("transcribe samples/digits-01.wav"));
        }
        List<String> slots = slots(cli);

        cli.run("backends").ends(Run.WELL);

        assertEquals(List.of("slot-0", "slot-1", "slot-2", "slot-3"), slots);
        assertEquals(slots, slots(cli));
    }

    /** The folders beside the one that a run is given. */
    private static List<String> slots(Cli cli) throws IOException, InterruptedException {
        Path own = Path.of(
                cli.run("info", "--json").ends(Run.WELL).json().at("/cache").asString());
        return Archive.list(own.resolve("..").normalize()).stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> name.startsWith("slot-"))
                .toList();
    }
}
