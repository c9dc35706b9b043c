package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a host is gone that could end nothing any more. */
@Timeout(120)
class WorkerOrphansTest {

    @TempDir
    Path folder;

    @Test
    void theEndOfStandardInputEndsWhatAJavaWorkerStarted() throws Exception {
        Path ready = folder.resolve("ready");
        Process process = TestWorker.JAVA.command(folder).start("stdin");
        FrameWriter writer = new FrameWriter(process.getOutputStream());
        TestWorker.drainErrors(process);
        writer.write(request(1, Call.initialize(1000)));
        writer.write(request(2, TestWorker.script("shell", "touch " + ready + "; sleep 1000; :")));
        while (!Files.exists(ready)) {
            Thread.onSpinWait();
        }
        List<ProcessHandle> started = process.descendants().toList();
        assertFalse(started.isEmpty());

        process.getOutputStream().close();

        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        for (ProcessHandle one : started) {
            one.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    private static Message request(long id, Call<?> call) {
        return new Message.Request(id, call.method(), WorkerJson.object(call.parameters()));
    }
}
