package org.whisperbench.platform.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonEnvironment;

/** Environments made by the real venv and pip, from packages that the test makes itself. */
@Timeout(300)
final class PythonProvisionsTest {

    @TempDir
    Path folder;

    private Path engines;
    private Path wheels;
    private final List<String> told = new ArrayList<>();

    /** A backend whose bundle names no more than two packages. */
    private static final class Tiny implements PythonBackend {

        @Override
        public PythonEngine engine() {
            return new PythonEngine("tiny", Tiny.class, "tiny:Tiny", List.of("tiny-engine", "tiny-helper"));
        }

        @Override
        public BackendInfo info() {
            return BackendInfo.builder("tiny").build();
        }

        @Override
        public List<ModelDescriptor> models() {
            return List.of();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        engines = folder.resolve("engines with space");
        wheels = Files.createDirectories(folder.resolve("wheels"));
        System.setProperty(PythonEnvironment.FOLDER_PROPERTY, engines.toString());
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private Provisions provisions() {
        return Provisions.over(
                Backends.of("1.0.0", new Tiny(), FakeBackend.hearing("fake", folder.resolve("m"), "x")),
                System.getenv());
    }

    private SetupOptions offline() {
        return new SetupOptions("python3", "", List.of(wheels), true, false);
    }

    private void wheel(String name, String content) throws IOException {
        String info = name + "-1.5.dist-info/";
        Map<String, String> files = new TreeMap<>();
        files.put(name + ".py", content);
        files.put(info + "METADATA", "Metadata-Version: 2.1\nName: " + name.replace('_', '-') + "\nVersion: 1.5\n");
        files.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(info + "RECORD", name + ".py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n");
        try (OutputStream out = Files.newOutputStream(wheels.resolve(name + "-1.5-py3-none-any.whl"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static void assumePython() throws Exception {
        Assumptions.assumeTrue(
                new ProcessBuilder("python3", "-c", "import venv, ensurepip")
                                .start()
                                .waitFor()
                        == 0,
                "python3 has no venv");
    }

    @Test
    void versionsAreLockedByHashesWhenItIsSetUpFirst() throws Exception {
        assumePython();
        wheel("tiny_engine", "it = 'first'");
        wheel("tiny_helper", "");

        SetupReport report = provisions().setUp("tiny", offline(), told::add);

        assertEquals(List.of("tiny-engine==1.5", "tiny-helper==1.5"), report.packages());
        assertEquals("1.5", report.engineVersion());
        assertTrue(Files.readString(Path.of(report.lock())).matches("(tiny-\\w+==1.5 --hash=sha256:[0-9a-f]{64}\\s)+"));
        assertTrue(told.get(0).startsWith("make the environment: python3 -m venv"), told::toString);
        assertTrue(provisions().plan("tiny", offline()).locked());

        wheel("tiny_engine", "it = 'exchanged'");
        WhisperException failure =
                assertThrows(WhisperException.class, () -> provisions().setUp("tiny", offline(), told::add));

        assertEquals(ErrorKind.EXTERNAL, failure.kind());
        assertTrue(String.join(" ", failure.lastLines()).contains("HASHES"), failure.lastLines()::toString);
        Path environment = Path.of(report.environment());
        assertEquals(new Availability.Available("1.5"), new Tiny().availability(), "the former one is there again");

        TeardownReport end = provisions().tearDown("tiny");

        assertTrue(end.there() && end.freedBytes() > 0, end::toString);
        assertFalse(Files.exists(environment));
        assertTrue(Files.exists(Path.of(report.lock())));
        assertFalse(provisions().tearDown("tiny").there());
    }

    @Test
    void aPackageThatIsNotToBeHadLeavesNothing() throws Exception {
        assumePython();

        WhisperException failure =
                assertThrows(WhisperException.class, () -> provisions().setUp("tiny", offline(), told::add));

        assertTrue(String.valueOf(failure.getMessage()).contains("tiny-engine"), failure::getMessage);
        assertFalse(Files.exists(engines.resolve("tiny")));
        assertFalse(Files.exists(engines.resolve("locks")));
    }

    @Test
    void aPlanIsCommandsForAShell() {
        SetupPlan plan = provisions()
                .plan("tiny", new SetupOptions("python3.12", "https://mirror.example/simple", List.of(), false, false));

        assertEquals(List.of("tiny-engine", "tiny-helper"), plan.requirements());
        assertTrue(plan.steps().get(0).line().contains("'" + engines.resolve("tiny") + "'"), plan::toString);
        assertTrue(plan.steps().get(1).line().contains("PIP_INDEX_URL=https://mirror.example/simple "), plan::toString);
        assertTrue(plan.steps().get(2).line().contains("--require-hashes"), plan::toString);
        assertFalse(Files.exists(engines));
    }

    @Test
    void withUvItsCommandsAreThose() {
        Installer installer = new Installer(java.util.Optional.of(Path.of("/opt/uv")), SetupOptions.defaults());
        SetupFiles files = SetupFiles.of(new Tiny().engine());

        List<String> lines =
                installer.steps(files, false).stream().map(SetupPlan.Step::line).toList();

        assertTrue(lines.get(0).startsWith("/opt/uv venv --python python3"), lines::toString);
        assertTrue(lines.get(1).startsWith("/opt/uv pip compile --generate-hashes"), lines::toString);
        assertTrue(lines.get(2).startsWith("/opt/uv pip install --python"), lines::toString);
        assertEquals(2, installer.steps(files, true).size());
    }

    /** Its options are those of uv 0.9; it makes what they ask for with venv and pip. */
    private static final String RECORDED_UV = """
            #!/bin/sh
            echo "$@" >> "$(dirname "$0")/said"
            case "$1 $2" in
              "venv --python") exec "$3" -m venv "$4" ;;
              "pip install") python="$4"; shift 4; exec "$python" -m pip install "$@" ;;
              "pip compile") ;;
              *) echo "error: unrecognized subcommand '$1'" >&2; exit 2 ;;
            esac
            while [ $# -gt 1 ]; do
              [ "$1" = --output-file ] && lock="$2"
              [ "$1" = --find-links ] && wheels="$2"
              shift
            done
            for name in $(cat "$1"); do
              wheel="$wheels/$(echo "$name" | tr - _)-1.5-py3-none-any.whl"
              printf '%s==1.5 \\\n    --hash=sha256:%s\n' "$name" "$(sha256sum "$wheel" | cut -d' ' -f1)" >> "$lock"
            done
            """;

    @Test
    void uvOnThePathMakesTheEnvironmentAndItsLockIsUsedAgain() throws Exception {
        assumePython();
        wheel("tiny_engine", "it = 'first'");
        wheel("tiny_helper", "");
        Path uv =
                Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("uv"), RECORDED_UV);
        assertTrue(uv.toFile().setExecutable(true));
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("PATH", uv.getParent() + ":" + environment.getOrDefault("PATH", ""));
        Provisions provisions = Provisions.over(Backends.of("1.0.0", new Tiny()), environment);

        SetupReport report = provisions.setUp("tiny", offline(), told::add);
        provisions.tearDown("tiny");
        provisions.setUp("tiny", offline(), told::add);

        assertEquals(List.of("tiny-engine==1.5", "tiny-helper==1.5"), report.packages());
        assertEquals("1.5", report.engineVersion());
        List<String> said = Files.readAllLines(folder.resolve("bin/said")).stream()
                .map(line -> line.replace(engines.toString(), "ENGINES").replace(wheels.toString(), "WHEELS"))
                .map(line -> line.replace("ENGINES/.tiny-setup", "WORK").replaceAll("/tiny-[0-9a-f]{12}", "/tiny"))
                .toList();
        String install = "pip install --python ENGINES/tiny/bin/python --require-hashes --no-deps --no-index"
                + " --find-links WHEELS --requirement ";
        assertEquals(
                List.of(
                        "venv --python python3 ENGINES/tiny",
                        "pip compile --generate-hashes --quiet --python ENGINES/tiny/bin/python --output-file WORK/lock.txt"
                                + " --no-index --find-links WHEELS WORK/requirements.txt",
                        install + "WORK/lock.txt",
                        "venv --python python3 ENGINES/tiny",
                        install + "ENGINES/locks/tiny.txt"),
                said);
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
