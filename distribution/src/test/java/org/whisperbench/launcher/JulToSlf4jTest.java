package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a virtual machine of its own, since logging is set up once in each. */
final class JulToSlf4jTest {

    @TempDir
    private Path folder;

    /** Logs as a library would, where SLF4J and Logback are. */
    public static final class Library {
        private Library() {}

        /** Runs in the other virtual machine. */
        public static void main(String[] args) {
            HostLog.writeTo(Path.of(args[0]), false);
            JulToSlf4j.whenUsed();
            Logger.getLogger("some.library").warning("of a library");
            Logger.getLogger("some.library").fine("too fine");
        }
    }

    @Test
    void whatALibraryLogsIsInOurLogAndNowhereElse() throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Library.class.getName(),
                        log.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), printed);
        assertEquals("whisperbench: of a library", printed.strip());
        String logged = Files.readString(log);
        assertTrue(logged.contains("WARN"), logged);
        assertTrue(logged.contains("library - of a library"), logged);
        assertEquals(1, logged.lines().count());
    }
}
