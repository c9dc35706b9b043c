package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.worker.WorkerLostException;

/** Loading, transcribing and killing again and again. */
@Timeout(1800)
@Tag("endurance")
class IsolatedCyclesTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path folder;

    @Test
    void cyclesLeaveNoProcessThreadDescriptorOrFile() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS), "descriptors are counted in /proc");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (RogueHost host = RogueHost.in(folder, IsolationSettings.defaults())) {
            for (int kind = 0; kind < 4; kind++) {
                cycle(host, kind);
            }
            long descriptors = entries(DESCRIPTORS);
            long files = RogueHost.leftIn(temporary);
            List<String> threads = threads();

            for (int i = 0; i < Integer.getInteger("whisperbench.cycles", 40); i++) {
                cycle(host, i % 4);
            }

            assertEquals(List.of(), RogueHost.children());
            assertEquals(threads, threads());
            assertTrue(entries(DESCRIPTORS) <= descriptors + 5, "descriptors grew from " + descriptors);
            assertTrue(RogueHost.leftIn(temporary) <= files + 2, "files grew from " + files);
        }
    }

    private static void cycle(RogueHost host, int kind) throws InterruptedException {
        switch (kind) {
            case 0 -> {
                try (SpeechModel loaded = host.load(Map.of())) {
                    assertEquals("heard 16000 samples", host.transcribe(loaded));
                }
            }
            case 1 -> {
                try (SpeechModel loaded = host.load(Map.of("do", "killed"))) {
                    assertThrows(WorkerLostException.class, () -> host.transcribe(loaded));
                }
            }
            case 2 -> {
                try (SpeechModel loaded = host.load(Map.of("do", "loop"))) {
                    interrupt(host, loaded);
                }
            }
            default -> assertThrows(WorkerLostException.class, () -> host.load(Map.of("do", "exit", "at", "load")));
        }
    }

    private static void interrupt(RogueHost host, SpeechModel loaded) {
        Thread caller = Thread.currentThread();
        Progress interrupting = new RecordedProgress(new ArrayList<>()) {
            @Override
            public void phase(Phase phase) {
                caller.interrupt();
            }
        };
        assertThrows(
                InterruptedException.class,
                () -> loaded.transcribe(host.tone(), TranscribeOptions.defaults(), interrupting));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("whisperbench"))
                .sorted()
                .toList();
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }
}
