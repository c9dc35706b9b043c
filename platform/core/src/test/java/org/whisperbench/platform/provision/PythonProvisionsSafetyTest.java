package org.whisperbench.platform.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonEnvironment;

/** What setups that fail, or were killed, leave; a script stands for Python and does as a file beside it says. */
@DisabledOnOs(OS.WINDOWS)
final class PythonProvisionsSafetyTest {

    private static final String HASH = "0".repeat(64);

    /** Makes environments as venv does, and fails as pip does where a file {@code fail-lock} or {@code fail-install} says. */
    private static final String PYTHON = """
            #!/bin/sh
            here='%1$s'
            echo "$*" >> "$here/asked"
            echo "Looking in indexes: $PIP_INDEX_URL"
            echo "$PIP_INDEX_URL" >> "$here/indexes"
            case "$*" in
            *venv*)
                mkdir -p "$3/bin" && echo new > "$3/pyvenv.cfg" && cp "$0" "$3/bin/python"
                ;;
            *--dry-run*)
                [ -e "$here/fail-lock" ] && exit 3
                cp "$here/report.json" report.json
                ;;
            *)
                [ -e "$here/fail-install" ] && exit 4
                ;;
            esac
            exit 0
            """;

    @TempDir
    Path folder;

    private Path engines;
    private Path environment;
    private Path former;
    private Path python;

    /** A backend that needs a package. */
    private static final class Tiny implements PythonBackend {

        @Override
        public PythonEngine engine() {
            return new PythonEngine("tiny", Tiny.class, "tiny:Tiny", List.of("tiny-engine"));
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
        engines = folder.resolve("engines");
        environment = engines.resolve("tiny");
        former = engines.resolve(".tiny-setup/former");
        System.setProperty(PythonEnvironment.FOLDER_PROPERTY, engines.toString());
        python = Files.writeString(folder.resolve("python"), PYTHON.formatted(folder));
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        locks("1.5");
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private void locks(String version) throws IOException {
        Files.writeString(folder.resolve("report.json"), """
                {"install": [{"metadata": {"name": "tiny-engine", "version": "%s"},
                  "download_info": {"archive_info": {"hashes": {"sha256": "%s"}}}}]}
                """.formatted(version, HASH));
    }

    private Provisions provisions() {
        return Provisions.over(Backends.of("1.0.0", new Tiny()), System.getenv());
    }

    private SetupOptions options(boolean renew) {
        return new SetupOptions(python.toString(), "", List.of(), false, renew);
    }

    private SetupReport setUp(boolean renew) throws InterruptedException {
        return provisions().setUp("tiny", options(renew), line -> {});
    }

    private WhisperException refused(boolean renew) {
        return assertThrows(WhisperException.class, () -> setUp(renew));
    }

    private static void environment(Path place, String mark) throws IOException {
        Files.createDirectories(place);
        Files.writeString(place.resolve("pyvenv.cfg"), mark);
    }

    private String mark() throws IOException {
        return Files.readString(environment.resolve("pyvenv.cfg")).strip();
    }

    @Test
    void whatAKilledSetupPutAsideComesBackWhenTheNextOneFails() throws Exception {
        environment(former, "former");
        environment(environment, "half");
        Files.createFile(folder.resolve("fail-lock"));

        assertEquals(ErrorKind.EXTERNAL, refused(false).kind());

        assertEquals("former", mark());
        assertFalse(Files.exists(former));
        Files.delete(folder.resolve("fail-lock"));
        assertEquals(List.of("tiny-engine==1.5"), setUp(false).packages());
        assertEquals("new", mark());
        assertFalse(Files.exists(engines.resolve(".tiny-setup")));
    }

    @Test
    void aRenewalThatFailsLeavesTheFormerLock() throws Exception {
        SetupReport first = setUp(false);
        locks("1.6");
        Files.createFile(folder.resolve("fail-install"));

        refused(true);

        assertEquals(
                "tiny-engine==1.5 --hash=sha256:" + HASH,
                Files.readString(Path.of(first.lock())).strip());
        Files.delete(folder.resolve("fail-install"));
        assertEquals(List.of("tiny-engine==1.6"), setUp(true).packages());
    }

    @Test
    void thePasswordOfAnIndexReachesPipAndNobodyElse() throws Exception {
        String index = "https://user:s3cr%40t@mirror.example/simple";
        SetupOptions options = new SetupOptions(python.toString(), index, List.of(), false, false);
        List<String> shown = new ArrayList<>(List.of(options.toString()));
        Files.createFile(folder.resolve("fail-install"));

        WhisperException failure =
                assertThrows(WhisperException.class, () -> provisions().setUp("tiny", options, shown::add));

        assertEquals(List.of(index, index, index), Files.readAllLines(folder.resolve("indexes")));
        SetupPlan plan = provisions().plan("tiny", options);
        shown.add(String.valueOf(failure.getMessage()));
        shown.addAll(failure.lastLines());
        shown.add(plan.toString());
        plan.steps().forEach(step -> shown.add(step.line()));
        shown.addAll(Files.readAllLines(folder.resolve("asked")));
        assertEquals(
                List.of(), shown.stream().filter(line -> line.contains("s3cr")).toList());
        assertTrue(shown.contains("Looking in indexes: https://***@mirror.example/simple"), shown::toString);
        assertTrue(
                plan.steps().get(1).line().startsWith("PIP_INDEX_URL='https://***@mirror.example/simple' "),
                plan::toString);
    }

    @Test
    void aFolderThatIsNoEnvironmentIsNeverReplaced() throws Exception {
        Path photo = Files.writeString(Files.createDirectories(environment).resolve("photo.jpg"), "mine");

        assertEquals(ErrorKind.USER, refused(false).kind());

        assertEquals("mine", Files.readString(photo));
        assertFalse(Files.exists(folder.resolve("asked")), "nothing was run");
    }

    @Test
    void nothingIsTakenAwayWhileASetupRuns() throws Exception {
        environment(environment, "being made");
        try (FileChannel channel = FileChannel.open(
                        engines.resolve(".setup.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertTrue(held.isValid());
            WhisperException refusal =
                    assertThrows(WhisperException.class, () -> provisions().tearDown("tiny"));
            assertEquals(ErrorKind.RESOURCES, refusal.kind());
        }
        assertEquals("being made", mark());
        environment(former, "former");

        assertTrue(provisions().tearDown("tiny").there());

        assertFalse(Files.exists(environment));
        assertFalse(Files.exists(former), "what a killed setup left goes, too");
    }
}
