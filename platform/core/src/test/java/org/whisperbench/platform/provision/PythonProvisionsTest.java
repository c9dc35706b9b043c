package org.whisperbench.platform.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.testkit.FakeBackend;

/** Environments made by the real venv and pip, from packages that the test makes itself. */
@Tag("long")
@Timeout(300)
final class PythonProvisionsTest extends TinyProvisions {

    private Provisions provisions() {
        return Provisions.over(
                Backends.of("1.0.0", tiny, FakeBackend.hearing("fake", folder.resolve("m"), "x")), System.getenv());
    }

    @Test
    void versionsAreLockedByHashesWhenItIsSetUpFirst() throws Exception {
        Tiny.assumePython();
        makeWheels();

        SetupReport report = provisions().setUp("tiny", offline(), told::add);

        assertEquals(List.of("tiny-engine==1.5", "tiny-helper==1.5"), report.packages());
        assertEquals("1.5", report.engineVersion());
        assertTrue(Files.readString(Path.of(report.lock())).matches("(tiny-\\w+==1.5 --hash=sha256:[0-9a-f]{64}\\s)+"));
        assertTrue(told.get(0).matches("make the environment: (PIP_\\S+ )*python3 -m venv .*"), told::toString);
        assertTrue(told.stream().noneMatch(line -> line.contains("\n")), told::toString);
        assertTrue(provisions().plan("tiny", offline()).locked());

        Tiny.wheel(wheels, "tiny_engine", "it = 'exchanged'");
        WhisperException failure =
                assertThrows(WhisperException.class, () -> provisions().setUp("tiny", offline(), told::add));

        assertEquals(ErrorKind.EXTERNAL, failure.kind());
        assertTrue(String.join(" ", failure.lastLines()).contains("HASHES"), failure.lastLines()::toString);
        assertTrue(String.valueOf(failure.getMessage()).contains("setup tiny --renew"), failure::getMessage);
        Path environment = Path.of(report.environment());
        assertEquals(new Availability.Available("1.5"), tiny.availability(), "the former one is there again");

        TeardownReport end = provisions().tearDown("tiny");

        assertTrue(end.there() && end.freedBytes() > 0, end::toString);
        assertFalse(Files.exists(environment));
        assertTrue(Files.exists(Path.of(report.lock())));
        assertFalse(provisions().tearDown("tiny").there());
    }

    @Test
    void aPackageThatIsNotToBeHadLeavesNothing() throws Exception {
        Tiny.assumePython();

        WhisperException failure =
                assertThrows(WhisperException.class, () -> provisions().setUp("tiny", offline(), told::add));

        assertTrue(String.valueOf(failure.getMessage()).contains("tiny-engine"), failure::getMessage);
        assertFalse(Files.exists(engines.resolve("tiny")));
        assertFalse(Files.exists(engines.resolve("locks")));
    }

    @Test
    void aPlanIsCommandsForAShell() throws Exception {
        SetupPlan plan = provisions()
                .plan("tiny", new SetupOptions("no-python", "https://mirror.example/simple", List.of(), false, false));

        assertEquals(List.of("tiny-engine", "tiny-helper"), plan.requirements());
        assertTrue(plan.steps().get(0).line().contains("'" + engines.resolve("tiny") + "'"), plan::toString);
        assertTrue(plan.steps().get(1).line().contains("PIP_INDEX_URL=https://mirror.example/simple "), plan::toString);
        assertTrue(plan.steps().get(3).line().contains("--require-hashes"), plan::toString);
        assertTrue(plan.problem().startsWith("'no-python' cannot be started: "), plan::toString);
        assertFalse(Files.exists(engines));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsPrintedCanBeRunFromBeginningToEnd() throws Exception {
        Tiny.assumePython();
        makeWheels();
        SetupPlan plan = provisions().plan("tiny", offline());
        assertEquals("", plan.problem());
        List<String> lines = plan.script().stream().map(SetupPlan.Step::line).toList();
        Path script = Files.writeString(folder.resolve("setup.sh"), "set -e\n" + String.join("\n", lines) + "\n");
        Map<String, String> variables = new TreeMap<>(System.getenv());
        variables.put("PIP_FIND_LINKS", folder.resolve("nowhere").toString());

        ShortRun run = ShortRun.of(List.of("sh", script.toString()), variables);

        assertEquals(0, run.code(), run::toString);
        assertEquals(new Availability.Available("1.5"), tiny.availability());
        assertTrue(Files.readString(plan.lock()).matches("(tiny-\\w+==1.5 --hash=sha256:[0-9a-f]{64}\\s)+"));
        assertFalse(Files.exists(plan.work()));
        assertTrue(provisions().plan("tiny", offline()).locked(), "setup uses the lock that was made by hand");
    }

    /** A wheel that only the user's own pip.conf or variable names is out of reach. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void offlineNeitherVariablesNorFilesOfPipNameMoreFolders() throws Exception {
        Tiny.assumePython();
        makeWheels();
        Path conf = Files.writeString(folder.resolve("pip.conf"), "[global]\nfind-links = " + wheels + "\n");
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("PIP_FIND_LINKS", wheels.toString());
        environment.put("PIP_CONFIG_FILE", conf.toString());
        Provisions reached = Provisions.over(Backends.of("1.0.0", tiny), environment);
        SetupOptions nothing =
                new SetupOptions("python3", "", List.of(Files.createDirectories(folder.resolve("empty"))), true, false);

        WhisperException failure =
                assertThrows(WhisperException.class, () -> reached.setUp("tiny", nothing, told::add));

        assertTrue(String.valueOf(failure.getMessage()).contains("tiny-engine"), failure::getMessage);
        assertEquals(2, reached.setUp("tiny", offline(), told::add).packages().size());
    }

    @Test
    void onlyBackendsThatNeedOneHaveAnEnvironment() throws IOException {
        assertEquals(List.of("tiny"), provisions().backends());
        for (String wrong : List.of("none", "fake")) {
            WhisperException refusal =
                    assertThrows(WhisperException.class, () -> provisions().plan(wrong, SetupOptions.defaults()));
            assertEquals(ErrorKind.USER, refusal.kind());
            assertTrue(String.valueOf(refusal.getMessage()).contains("[tiny]"), refusal::getMessage);
        }
        Files.writeString(Files.createDirectories(engines.resolve("tiny")).resolve("photo.jpg"), "mine");
        assertThrows(WhisperException.class, () -> provisions().tearDown("tiny"));
        assertTrue(Files.exists(engines.resolve("tiny/photo.jpg")));
    }
}
