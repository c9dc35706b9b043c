package org.whisperbench.backend.whisperkit;

import java.io.IOException;
import java.nio.file.Files;
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
final class RecordedWhisperKitContractTest extends BackendContract {

    @TempDir
    static Path store;

    @BeforeAll
    static void prepareProgram() throws IOException {
        Path program = Path.of(System.getenv("WHISPERBENCH_TOOL_ARGMAX_CLI"));
        RecordedProgram.of(RecordedWhisperKitContractTest.class, "recorded_argmax.py", program);
        Path tokenizer = Path.of(System.getenv("WHISPERBENCH_WHISPERKIT_TOKENIZERS"), "models/openai/whisper-tiny");
        Files.createDirectories(tokenizer);
        Files.writeString(tokenizer.resolve("tokenizer.json"), "{}");
        Files.writeString(tokenizer.resolve("config.json"), "{}");
        CompiledModels.write(WhisperKitModels.all().get(0), store);
    }

    @Override
    protected WhisperBackend backend() {
        return new WhisperKitBackend();
    }

    @Override
    protected Path modelFolder() {
        return store;
    }

    @Override
    protected Duration patience() {
        return Duration.ofMinutes(5);
    }

    /** The program tells neither on what it computed, nor in which precision, nor which files it opened. */
    @Override
    protected Set<String> untold() {
        return Set.of("device", "precision", "files");
    }
}
