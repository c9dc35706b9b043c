package org.whisperbench.backend.faster;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;
import org.whisperbench.testkit.StandInPython;
import org.whisperbench.worker.PythonEnvironment;

/** The contract, on a real Python with stand-ins for CTranslate2 and the library: not the engine itself. */
@Tag("long")
@Timeout(900)
final class FasterWhisperContractTest extends BackendContract {

    @TempDir
    static Path model;

    @BeforeAll
    static void prepareModel() throws Exception {
        // By the variable, which the processes of the test inherit, too.
        StandInPython.in(
                FasterWhisperContractTest.class,
                Path.of(System.getenv("WHISPERBENCH_ENGINES")),
                "faster-whisper",
                "faster_whisper-1.2.1",
                "ctranslate2-4.8.1");
        FasterWhisperStandInTest.writeModel(model);
    }

    @AfterAll
    static void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    @Override
    protected WhisperBackend backend() {
        return new FasterWhisperBackend();
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
