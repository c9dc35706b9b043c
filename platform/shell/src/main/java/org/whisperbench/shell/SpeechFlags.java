package org.whisperbench.shell;

import java.time.Duration;
import java.util.Map;
import org.whisperbench.api.TranscribeOptions;
import picocli.CommandLine.Option;

/** How speech is to be written down. */
final class SpeechFlags {

    @Option(
            names = {"-l", "--language"},
            paramLabel = "TAG",
            defaultValue = TranscribeOptions.AUTO,
            description = "spoken language, such as en (default: detected)")
    private String language = TranscribeOptions.AUTO;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            defaultValue = "transcribe",
            description = "transcribe, or translate into English (default: transcribe)")
    private TranscribeOptions.Task task = TranscribeOptions.Task.TRANSCRIBE;

    @Option(
            names = "--no-timestamps",
            description = "do not predict when segments begin and end, where the audio is short enough for that")
    private boolean withoutTimestamps;

    TranscribeOptions options(Duration timeout) {
        return new TranscribeOptions(language, task, !withoutTimestamps, timeout, Map.of());
    }
}
