package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;
import org.whisperbench.testkit.CompiledModels;
import org.whisperbench.testkit.RecordedProgram;

/** The contract, on a program that was written from the sources of the real one: nothing here ran on a Mac. */
@Tag("long")
final class RecordedFluidAudioContractTest extends BackendContract {

    @TempDir
    static Path store;

    @BeforeAll
    static void prepareProgram() throws IOException {
        Path program = Path.of(System.getenv("WHISPERBENCH_TOOL_FLUIDAUDIOCLI"));
        RecordedProgram.of(RecordedFluidAudioContractTest.class, "recorded_fluidaudio.py", program);
        CompiledModels.write(FluidAudioModels.all().get(0), store);
    }

    @Override
    protected WhisperBackend backend() {
        return new FluidAudioBackend();
    }

    @Override
    protected Path modelFolder() {
        return store;
    }

    @Override
    protected Duration patience() {
        return Duration.ofMinutes(5);
    }

    /** The program tells neither its version, nor on what it computed, nor in which precision, nor which files it opened. */
    @Override
    protected Set<String> untold() {
        return Set.of("engineVersion", "device", "precision", "files");
    }
}
