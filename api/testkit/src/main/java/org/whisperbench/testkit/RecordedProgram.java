package org.whisperbench.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that answers as a vendor's does, by a script in Python beside the test: written from documented formats, where
 * the vendor's own cannot run.
 */
public final class RecordedProgram {

    private RecordedProgram() {}

    /**
     * Makes a program. A test that calls it is skipped on Windows, where a script is no program.
     *
     * @param beside class of the test, beside which the script is
     * @param script name of the script, such as {@code recorded_tool.py}
     * @param program absolute path of the program, in a folder that is made if it is not there
     * @return the program
     * @throws IOException if it cannot be written
     */
    public static Path of(Class<?> beside, String script, Path program) throws IOException {
        Assumptions.assumeFalse(System.getProperty("os.name", "").startsWith("Windows"), "the recording is a script");
        Path folder = Files.createDirectories(program.getParent());
        try (InputStream in = beside.getResourceAsStream(script)) {
            if (in == null) {
                throw new IOException("there is no resource '" + script + "' beside " + beside);
            }
            Files.write(folder.resolve(script), in.readAllBytes());
        }
        Files.writeString(program, "#!/bin/sh\nexec python3 '" + folder.resolve(script) + "' \"$@\"\n");
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make a program");
        }
        return program;
    }
}
