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
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.worker.PythonEnvironment;

/** What setups that fail, or were killed, leave; a script stands for Python and does as a file beside it says. */
@DisabledOnOs(OS.WINDOWS)
final class PythonProvisionsSafetyTest {

    private static final String HASH = "0".repeat(64);

    /** Makes environments as venv does, and fails as pip does where a file {@code fail-lock} or {@code fail-install} says. */
    private static final String PYTHON = """
            #!/bin/sh
            here='%1$s'
            case "$*" in
            *ensurepip*) cat "$here/told.json"; exit 0 ;;
            esac
            echo "$*" >> "$here/asked"
            echo "Looking in indexes: $PIP_INDEX_URL"
            echo "$PIP_INDEX_URL" >> "$here/indexes"
            case "$*" in
            *venv*)
                mkdir -p "$3/bin" && echo new > "$3/pyvenv.cfg" && cp "$0" "$3/bin/python"
                ;;
            *--dry-run*)
                [ -e "$here/fail-lock" ] && exit 3
                ;;
            *hashlib*)
                cp "$here/lock.txt" lock.txt
                ;;
            *)
                [ -e "$here/fail-install" ] && echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES" && exit 4
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

    @BeforeEach
    void prepare() throws IOException {
        engines = folder.resolve("engines");
        environment = engines.resolve("tiny");
        former = engines.resolve(".tiny-setup/former");
        System.setProperty(PythonEnvironment.FOLDER_PROPERTY, engines.toString());
        python = Files.writeString(folder.resolve("python"), PYTHON.formatted(folder));
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        locks("1.5");
        tells("3.11.7", "x86_64", "23.2.1");
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private void locks(String version) throws IOException {
        Files.writeString(folder.resolve("lock.txt"), "tiny-engine==%s --hash=sha256:%s\n".formatted(version, HASH));
    }

    /** What the Python tells of itself. */
    private void tells(String version, String machine, String pip) throws IOException {
        Files.writeString(folder.resolve("told.json"), """
                {"executable": "%s", "version": "%s", "system": "linux", "processor": "%s", "tag": "cpython-%s-linux-%s",\
                 "pip": "%s"}
                """.formatted(
                        python, version, machine, version.replaceAll("[^0-9]", ""), machine, pip));
    }

    private Provisions provisions() {
        return Provisions.over(Backends.of("1.0.0", new Tiny("tiny-engine")), System.getenv());
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

        assertEquals(List.of(index, index, index, index), Files.readAllLines(folder.resolve("indexes")));
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
    void anotherPythonAndAnotherMachineHaveALockOfTheirOwn() throws Exception {
        Path first = Path.of(setUp(false).lock());
        assertTrue(first.toString().endsWith("-cpython-3117-linux-x86_64.txt"), first::toString);
        assertTrue(provisions().plan("tiny", options(false)).locked());

        tells("3.12.1", "x86_64", "23.2.1");
        assertFalse(provisions().plan("tiny", options(false)).locked());
        tells("3.11.7", "aarch64", "23.2.1");
        assertFalse(provisions().plan("tiny", options(false)).locked());
        locks("1.6");
        assertEquals(List.of("tiny-engine==1.6"), setUp(false).packages());
        tells("3.11.7", "x86_64", "23.2.1");
        assertEquals(List.of("tiny-engine==1.5"), setUp(false).packages());
    }

    @Test
    void aLockThatFitsNoLongerNamesWhatChoosesAnewAndWhereTheRestIs() throws Exception {
        setUp(false);
        Files.createFile(folder.resolve("fail-install"));

        String message = String.valueOf(refused(false).getMessage());

        Path log = engines.resolve("logs/tiny-setup.log");
        assertTrue(message.contains("DO NOT MATCH THE HASHES; versions are locked in '"), message);
        assertTrue(message.contains("'whisperbench setup tiny --renew' chooses them anew"), message);
        assertTrue(message.endsWith("; all that was said is in '" + log + "'"), message);
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.get(0).startsWith("make the environment: "), lines::toString);
        assertTrue(lines.contains("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES"), lines::toString);
        assertFalse(String.valueOf(refused(true).getMessage()).contains("--renew"), "there nothing was locked");
        Files.delete(folder.resolve("fail-install"));
        setUp(true);
        assertFalse(Files.exists(log), "what ended well needs no log");
    }

    @Test
    void aPythonThatIsTooOldIsRefusedBeforeAnythingIsMade() throws Exception {
        tells("3.7.9", "x86_64", "20.1.1");

        WhisperException refusal = refused(false);

        assertEquals(ErrorKind.USER, refusal.kind());
        assertEquals(
                "backend 'tiny' needs Python 3.10 or later, and '%s' is 3.7.9; name another one with '--python'"
                        .formatted(python),
                refusal.getMessage());
        assertFalse(Files.exists(folder.resolve("asked")), "nothing was run");
        assertEquals(
                refusal.getMessage(), provisions().plan("tiny", options(false)).problem());
    }

    @Test
    void aPipThatCannotTellWhatItWouldInstallIsUpdatedFirst() throws Exception {
        tells("3.10.2", "x86_64", "21.2.4");

        setUp(false);

        List<String> asked = Files.readAllLines(folder.resolve("asked"));
        assertTrue(asked.get(1).endsWith("install --upgrade pip>=22.2"), asked::toString);
        assertTrue(asked.get(2).contains("--dry-run"), asked::toString);
        tells("3.10.8", "x86_64", "22.2.2");
        assertEquals(4, provisions().plan("tiny", options(true)).steps().size(), "this one can");
    }

    @Test
    void aPythonThatMakesNoEnvironmentsIsRefused() throws Exception {
        tells("3.11.7", "x86_64", "");

        String message = String.valueOf(refused(false).getMessage());

        assertTrue(message.contains("it lacks venv or ensurepip; install its package"), message);
    }

    @Test
    void whatDoesNotAnswerAsPythonIsRefused() throws Exception {
        Files.writeString(folder.resolve("told.json"), "SyntaxError: invalid syntax");

        String message = String.valueOf(refused(false).getMessage());

        assertTrue(message.contains("does not answer as Python 3 does: SyntaxError: invalid syntax; install"), message);
        assertFalse(Files.exists(folder.resolve("asked")), "nothing was run");
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
