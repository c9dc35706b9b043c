package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;

/** What a failure of an engine in Python says, and whose problem it is. */
@DisabledOnOs(OS.WINDOWS) // the interpreter here is a script
@Timeout(120)
final class PythonFailureTest extends ListeningEngine {

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
