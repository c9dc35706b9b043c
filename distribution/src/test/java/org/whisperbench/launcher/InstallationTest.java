package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {

    @TempDir
    private Path home;

    @Test
    void folderThatIsNotThereIsNoInstallation() {
        assertThrows(NoSuchFileException.class, () -> Installation.at(home.resolve("nowhere")));
    }

    @Test
    void folderWithoutBundlesIsNoInstallation() {
        String refusal = refusal();

        assertTrue(refusal.endsWith("has no folder 'bundles'; unpack it again"), refusal);
    }

    @Test
    void settingsAreOptional() throws IOException {
        Files.createDirectory(home.resolve("bundles"));

        Installation installation = Installation.at(home);

        assertTrue(installation.settings().isEmpty());
        assertTrue(installation.version().matches("\\d+\\.\\d+\\.\\d+"), installation::version);
        assertEquals(List.of(), installation.bundles());
    }

    @Test
    void settingsAreRead() throws IOException {
        settings("whisperbench.grace.seconds = 7\n");

        assertEquals("7", Installation.at(home).settings().getProperty("whisperbench.grace.seconds"));
    }

    @Test
    void malformedSettingsNameTheFile() throws IOException {
        settings("folder = C:\\users\n");

        String refusal = refusal();

        assertTrue(refusal.contains("whisperbench.properties' is malformed: "), refusal);
    }

    @Test
    void settingsThatAreNotUtf8NameTheFileToo() throws IOException {
        settings("");
        Files.write(home.resolve("conf/whisperbench.properties"), new byte[] {'a', '=', (byte) 0xe9, '\n'});

        String refusal = refusal();

        assertTrue(
                refusal.endsWith("whisperbench.properties' is malformed: it is not written in UTF-8; save it so"),
                refusal);
    }

    @Test
    void bundlesAreItsJarsInTheOrderOfTheirNames() throws IOException {
        Path bundles = Files.createDirectory(home.resolve("bundles"));
        for (String name : List.of("b.jar", "a.jar", "notes.txt")) {
            Files.createFile(bundles.resolve(name));
        }

        List<Path> jars = Installation.at(home).bundles();

        assertEquals(
                List.of("a.jar", "b.jar"),
                jars.stream().map(j -> j.getFileName().toString()).toList());
    }

    @Test
    void placeAndVersionTellInstallationsApart() throws IOException {
        Files.createDirectory(home.resolve("bundles"));
        Installation one = Installation.at(home);

        Installation next = new Installation(one.home(), "99", one.settings());
        Installation other = new Installation(home.resolve("other"), one.version(), one.settings());

        assertEquals(one.id(), Installation.at(home).id());
        assertNotEquals(one.id(), next.id());
        assertNotEquals(one.id(), other.id());
        assertTrue(one.id().endsWith("-" + one.version()), one::id);
    }

    private String refusal() {
        IOException refusal = assertThrows(IOException.class, () -> Installation.at(home));
        return String.valueOf(refusal.getMessage());
    }

    private void settings(String text) throws IOException {
        Files.createDirectory(home.resolve("bundles"));
        Files.writeString(Files.createDirectory(home.resolve("conf")).resolve("whisperbench.properties"), text);
    }
}
