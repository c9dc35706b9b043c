package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that is sent damaged frames goes on, and answers the next good one. */
@Timeout(300)
class WorkerFuzzTest {

    private static final long LAST = 999_999_999;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void hundredThousandMutatedFramesNeitherHangNorEndAWorker(TestWorker kind) throws Exception {
        Process process = kind.command(folder).start("fuzz");
        TestWorker.drainErrors(process);
        CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(() -> readUntilLast(process));
        FrameWriter writer = new FrameWriter(process.getOutputStream());
        writer.write(new Message.Request(0, "initialize", new JsonObject()));
        MutatedFrames frames = new MutatedFrames(29);
        OutputStream out = process.getOutputStream();
        for (int round = 0; round < 100; round++) {
            out.write(frames.next(1000));
        }
        out.write('\n');
        while (!answered.isDone()) {
            // Refused while too many of the requests before it wait.
            Call<?> call = TestWorker.script("echo", "");
            writer.write(new Message.Request(LAST, call.method(), WorkerJson.object(call.parameters())));
            try {
                answered.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                assertTrue(process.isAlive(), "the worker ended");
            }
        }

        assertTrue(answered.get());
        process.getOutputStream().close();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }

    private static boolean readUntilLast(Process process) {
        FrameReader reader = new FrameReader(process.getInputStream(), new LineSink(line -> {}));
        try {
            while (true) {
                Incoming next = reader.next();
                if (next instanceof Incoming.End) {
                    return false;
                }
                Message message =
                        assertInstanceOf(Incoming.Received.class, next).message();
                if (message instanceof Message.Answer answer && answer.id() == LAST) {
                    return true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
