package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.worker.PythonEnvironment;

/** Environments of {@link Tiny} below a folder of the test's own, from wheels that the test makes. */
abstract class TinyProvisions {

    @TempDir
    Path folder;

    final Tiny tiny = new Tiny("tiny-engine", "tiny-helper");
    final List<String> told = new ArrayList<>();
    Path engines;
    Path wheels;

    @BeforeEach
    void prepareFolders() throws IOException {
        engines = folder.resolve("engines with space");
        wheels = Files.createDirectories(folder.resolve("wheels"));
        System.setProperty(PythonEnvironment.FOLDER_PROPERTY, engines.toString());
    }

    @AfterEach
    void forgetFolders() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    void makeWheels() throws IOException {
        Tiny.wheel(wheels, "tiny_engine", "it = 'first'");
        Tiny.wheel(wheels, "tiny_helper", "");
    }

    SetupOptions offline() {
        return new SetupOptions("python3", "", List.of(wheels), true, false);
    }
}
