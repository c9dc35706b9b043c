package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.rogue.RogueBackend;

/**
 * A rogue, isolated.
 *
 * @param isolation what it is isolated by
 * @param placed the rogue
 * @param model its model
 * @param tone a second of sound
 */
record RogueHost(Isolation isolation, Placed placed, ResolvedModel model, PcmAudio tone) implements AutoCloseable {

    static final List<String> SMALL = List.of("-Xmx64m", "-XX:TieredStopAtLevel=1");

    static RogueHost in(Path folder, IsolationSettings settings) throws IOException {
        return in(folder, settings, SMALL);
    }

    static RogueHost in(Path folder, IsolationSettings settings, List<String> options) throws IOException {
        Isolation isolation = Isolation.ofClassPath(
                new IsolationSettings(settings.which(), settings.timeout(), settings.idle(), options));
        RogueBackend rogue = new RogueBackend();
        Placed placed = isolation.place(rogue, rogue.info());
        RogueBackend.writeModel(folder);
        return new RogueHost(
                isolation,
                placed,
                new ResolvedModel(rogue.models().get(0), folder.resolve(RogueBackend.FOLDER)),
                PcmAudio.tone(1, folder.resolve("tone.wav")));
    }

    SpeechModel load(Map<String, String> extra) throws InterruptedException {
        return placed.backend().load(model, LoadOptions.defaults().withExtra(extra), Progress.none());
    }

    String transcribe(SpeechModel loaded) throws InterruptedException {
        return loaded.transcribe(tone, TranscribeOptions.defaults(), Progress.none())
                .text();
    }

    /** The process that a model wrote the number of. */
    static ProcessHandle process(Path pid) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
    }

    static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    @Override
    public void close() {
        isolation.close();
    }

    /** How much of this project's is in a folder that other programs write to as well. */
    static long leftIn(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().matches("(whisperbench|worker|hs).*"))
                    .count();
        }
    }
}
