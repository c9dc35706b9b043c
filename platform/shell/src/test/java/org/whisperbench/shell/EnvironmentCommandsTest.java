package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.check.TensorsReport;
import org.whisperbench.platform.provision.Provisions;
import org.whisperbench.platform.provision.SetupOptions;
import org.whisperbench.platform.provision.SetupPlan;
import org.whisperbench.platform.provision.SetupReport;
import org.whisperbench.platform.provision.TeardownReport;
import org.whisperbench.testkit.FakeBackend;

/** Setting environments up and taking them away, as far as words go; the rest is the platform's. */
final class EnvironmentCommandsTest {

    @TempDir
    Path folder;

    private final List<SetupOptions> asked = new ArrayList<>();

    private final class Recorded implements Provisions {

        @Override
        public List<String> backends() {
            return List.of("tiny");
        }

        @Override
        public SetupPlan plan(String backend, SetupOptions options) {
            asked.add(options);
            return new SetupPlan(
                    backend,
                    folder.resolve("my env"),
                    folder.resolve("lock.txt"),
                    false,
                    List.of("# where from", "tiny==1"),
                    List.of(new SetupPlan.Step("make it", List.of("python3", "-m", "venv", "it's here"))),
                    folder.resolve("work"),
                    "'python3' is too old");
        }

        @Override
        public SetupReport setUp(String backend, SetupOptions options, Consumer<String> listener) {
            asked.add(options);
            listener.accept("working");
            return new SetupReport(backend, "env", "lock.txt", List.of("tiny==1"), "1", 2.5);
        }

        @Override
        public TeardownReport tearDown(String backend) {
            return new TeardownReport(backend, "env", backend.equals("tiny"), 1_500_000);
        }
    }

    private Answer run(String... words) {
        FakePlatform platform =
                new FakePlatform(folder, Map.of(), FakeBackend.hearing("fake", folder.resolve("m"), "x"));
        platform.add(Provisions.class, new Recorded());
        return new CommandRunner(platform)
                .run(List.of(words), new ProgressLines(new PrintStream(PrintStream.nullOutputStream()), () -> 0));
    }

    @Test
    void aPlanCanBePastedIntoAShell() {
        Answer answer = run("setup", "tiny", "--print", "--index-url", "https://mirror.example/simple");

        assertEquals(0, answer.exitCode());
        assertTrue(answer.text().contains("\n# cannot be run here: 'python3' is too old\n"), answer.text());
        assertTrue(
                answer.text().contains("\n# make it\npython3 -m venv 'it'\\''s here'\n# keep the lock\n"),
                answer.text());
        assertTrue(answer.text().contains("\nprintf '%s\\n' tiny==1 > "), answer.text());
        assertTrue(answer.text().endsWith("\nrm -r " + folder.resolve("work")), answer.text());
        assertTrue(answer.text().contains("\n#   tiny==1\n"), answer.text());
        assertEquals("https://mirror.example/simple", asked.get(0).indexUrl());
    }

    @Test
    void whatWasDoneIsToldInALine() {
        assertEquals(
                "backend 'tiny' is set up in 'env' in 2.5 s: engine 1, 1 packages, locked in 'lock.txt'",
                run("setup", "tiny", "--offline", "--find-links", folder.toString())
                        .text());
        assertEquals(new SetupOptions("python3", "", List.of(folder), true, false), asked.get(0));
        assertEquals(
                "environment 'env' of backend 'tiny' was deleted, 1.5 MB",
                run("teardown", "tiny").text());
        assertEquals(
                "backend 'other' has no environment in 'env'",
                run("teardown", "other").text());
        assertTrue(run("setup", "tiny", "--json").text().contains("\"engineVersion\""));
    }

    @Test
    void tensorsAreATableForEachFile() {
        TensorsReport.Weights file = new TensorsReport.Weights(
                "/m/a.bin", "GGML", "f16", 6, 12, List.of(new TensorsReport.Row("w", List.of(2L, 3L), "f16", 12)));

        String text = TensorsText.render(new TensorsReport(List.of(file, file)));

        assertTrue(text.contains("w       2 x 3  f16      12"), text);
        assertTrue(text.endsWith("/m/a.bin: GGML, 1 tensors, 6 parameters, 12 bytes, mostly f16"), text);
    }
}
