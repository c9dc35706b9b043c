package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostConfigurationTest {

    @TempDir
    private Path folder;

    private Properties settings;

    @BeforeEach
    void settings() {
        settings = new Properties();
    }

    @Test
    void modelsSamplesAndHotFoldersFollowFromTheInstallation() throws IOException {
        Map<String, Object> configuration = configuration();

        assertEquals(folder.resolve("models").toString(), configuration.get("whisperbench.models"));
        assertEquals(folder.resolve("samples").toString(), configuration.get("whisperbench.samples"));
        assertEquals(folder.resolve("backends").toString(), configuration.get("whisperbench.hot.0"));
        assertEquals(folder.resolve("own").toString(), configuration.get("whisperbench.hot.1"));
    }

    @Test
    void settingsOfTheInstallationComeFirst() throws IOException {
        settings.setProperty("whisperbench.models", "/elsewhere");
        settings.setProperty("whisperbench.grace.seconds", "7");

        Map<String, Object> configuration = configuration();

        assertEquals("/elsewhere", configuration.get("whisperbench.models"));
        assertEquals("7", configuration.get("whisperbench.grace.seconds"));
    }

    @Test
    void anEmptyValueIsTheDefaultAndABlankAtTheEndIsNothing() throws IOException {
        settings.setProperty("whisperbench.models", "");
        settings.setProperty("whisperbench.backends", "/x ");

        Map<String, Object> configuration = configuration();

        assertEquals(folder.resolve("models").toString(), configuration.get("whisperbench.models"));
        assertEquals("/x", configuration.get("whisperbench.hot.0"));
    }

    @Test
    void hotFoldersMayHaveCommasAndBraces() throws IOException {
        settings.setProperty("whisperbench.backends", "/a, b/${c}");

        Map<String, Object> configuration = configuration();

        assertEquals("${whisperbench.hot.0}", configuration.get("felix.fileinstall.dir"));
        assertEquals("/a, b/$\\{c\\}", configuration.get("whisperbench.hot.0"));
        assertEquals("/a, b/${c}", configuration.get("whisperbench.backends"));
    }

    private Map<String, Object> configuration() throws IOException {
        Installation installation = new Installation(folder, "1.0.0", settings);
        UserFolders user = new UserFolders(folder.resolve("cache"), folder.resolve("own"), folder.resolve("history"));
        try (FrameworkSlot slot = FrameworkSlot.take(user.cache(), installation)) {
            return HostConfiguration.of(installation, user, slot);
        }
    }
}
