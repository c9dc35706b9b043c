package org.whisperbench.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.worker.PythonEnvironment;

/**
 * The contract of a backend in Python, held on a real Python whose packages are stand-ins, see {@link StandInPython}: not the
 * engine itself. Each of many processes starts a Python, which takes long.
 */
@Tag("long")
@Timeout(900)
public abstract class StandInContract extends BackendContract {

    /** The folder of the model, which the test fills. */
    @TempDir
    protected static Path model;

    /** Prepares nothing. */
    protected StandInContract() {}

    /**
     * Makes the environment in the folder that the variable {@code WHISPERBENCH_ENGINES} names, which the processes of the
     * test inherit.
     *
     * @param beside class of the test, beside which the folder {@code standin} with the modules is
     * @param backend id of the backend
     * @param distributions the packages that are to look installed, such as {@code mlx-0.32.2}
     * @throws IOException if it cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    protected static void prepare(Class<?> beside, String backend, String... distributions)
            throws IOException, InterruptedException {
        StandInPython.in(beside, Path.of(System.getenv("WHISPERBENCH_ENGINES")), backend, distributions);
    }

    @AfterAll
    static void forgetEnvironment() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    @Override
    protected Path modelFolder() {
        return model;
    }

    @Override
    protected Duration patience() {
        return Duration.ofMinutes(5);
    }
}
