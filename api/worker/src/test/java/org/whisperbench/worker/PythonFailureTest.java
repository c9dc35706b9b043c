package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;

/** What a failure of an engine in Python says, and whose problem it is. */
@DisabledOnOs(OS.WINDOWS) // the interpreter here is a script
@Timeout(120)
final class PythonFailureTest {

    private static final String ID = "listening-test";
    private static final PythonEngine ENGINE =
            new PythonEngine(ID, PythonFailureTest.class, "listening:Listening", List.of("Listening_Lib", "other.lib"));

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void prepare() throws IOException {
        System.setProperty(
                PythonEnvironment.FOLDER_PROPERTY, folder.resolve("engines").toString());
        model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("words.txt"), "words");
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private void environment(String... packages) throws IOException {
        Path environment = folder.resolve("engines").resolve(ID);
        Files.createDirectories(environment.resolve("bin"));
        Path python = Files.writeString(environment.resolve("bin/python"), "#!/bin/sh\nexec python3 \"$@\"\n");
        assertTrue(python.toFile().setExecutable(true));
        for (String name : packages) {
            Files.createDirectories(
                    environment.resolve("lib/python3.11/site-packages").resolve(name + ".dist-info"));
        }
    }

    private ResolvedModel resolved(ModelFile... files) {
        return new ResolvedModel(
                ModelDescriptor.builder("m", new ModelSource.Folder(model))
                        .files(List.of(files))
                        .build(),
                model);
    }

    /** The folder of the links is gone when anybody reads the message. */
    @Test
    void aFailureNamesTheFolderOfTheModelAndNotThatOfTheLinks() throws Exception {
        environment("listening_lib-4.5", "other_lib-1.0");
        LoadOptions corrupt = LoadOptions.defaults().withExtra(Map.of("corrupt", "true"));

        BackendException failure = assertThrows(
                BackendException.class,
                () -> ENGINE.load(resolved(ModelFile.unverified("words.txt")), corrupt, Progress.none()));

        assertEquals("'words.txt' in '" + model + "' is refused", failure.getMessage());
    }

    /** Neither a Python that does not start nor one without a package says anything about the model. */
    @ParameterizedTest
    @CsvSource({
        "exit 1, it ended with exit code 1",
        "echo no libpython >&2; exit 127, it ended with exit code 127; its last line: no libpython"
    })
    void aPythonThatIsBrokenIsNoFaultOfTheModel(String line, String words) throws Exception {
        environment("listening_lib-4.5", "other_lib-1.0");
        Path python = folder.resolve("engines").resolve(ID).resolve("bin/python");
        Files.writeString(python, "#!/bin/sh\n" + line + "\n");

        BackendException failure = assertThrows(
                BackendException.class,
                () -> ENGINE.load(
                        resolved(ModelFile.unverified("words.txt")), LoadOptions.defaults(), Progress.none()));

        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, failure.kind(), failure::getMessage);
        assertTrue(String.valueOf(failure.getMessage()).contains(words), failure::getMessage);
        assertTrue(
                String.valueOf(failure.getMessage()).contains("run 'whisperbench setup " + ID + "'"),
                failure::getMessage);
    }
}
