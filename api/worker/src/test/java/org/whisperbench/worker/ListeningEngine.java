package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;

/** The engine of {@code listening.py} in an environment that only looks like one, and a model of one file for it. */
abstract class ListeningEngine {

    static final String ID = "listening-test";
    static final PythonEngine ENGINE =
            new PythonEngine(ID, ListeningEngine.class, "listening:Listening", List.of("Listening_Lib", "other.lib"));

    @TempDir
    Path folder;

    Path model;

    @BeforeEach
    void prepareModel() throws IOException {
        System.setProperty(
                PythonEnvironment.FOLDER_PROPERTY, folder.resolve("engines").toString());
        model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("words.txt"), "words");
        Files.writeString(model.resolve("stray.txt"), "stray");
    }

    @AfterEach
    void forgetEnvironment() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    void environment(String... packages) throws IOException {
        Path environment = folder.resolve("engines").resolve(ID);
        Files.createDirectories(environment.resolve("bin"));
        Path python = Files.writeString(environment.resolve("bin/python"), "#!/bin/sh\nexec python3 \"$@\"\n");
        assertTrue(python.toFile().setExecutable(true));
        for (String name : packages) {
            Files.createDirectories(
                    environment.resolve("lib/python3.11/site-packages").resolve(name + ".dist-info"));
        }
    }

    ResolvedModel resolved(ModelFile... files) {
        return new ResolvedModel(
                ModelDescriptor.builder("m", new ModelSource.Folder(model))
                        .files(List.of(files))
                        .build(),
                model);
    }
}
