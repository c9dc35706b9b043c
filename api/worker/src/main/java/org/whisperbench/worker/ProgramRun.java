package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A program that runs once and ends; whatever it started ends with it. */
final class ProgramRun implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 13;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Process process;
    private final ProcessTree tree;
    private final LogTail said = new LogTail();
    private final Thread reader;

    private ProgramRun(Process process, ProcessTree tree) {
        this.process = process;
        this.tree = tree;
        this.reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static ProgramRun start(WorkerCommand command) throws IOException {
        String mark = UUID.randomUUID().toString();
        Process started = command.builder(mark).redirectErrorStream(true).start();
        ProgramRun run = new ProgramRun(started, new ProcessTree(started.toHandle(), mark));
        started.getOutputStream().close();
        return run;
    }

    private void read() {
        LineSink lines = new LineSink(said::add);
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream output = process.getInputStream()) {
            for (int count = output.read(block); count >= 0; count = output.read(block)) {
                lines.accept(block, 0, count);
            }
        } catch (IOException e) {
            said.add("its output ended: " + e.getMessage());
        }
        lines.end();
    }

    /** Waits for its end; returns false if it took longer. */
    boolean await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        reader.join(LAST_WORDS.toMillis());
        return true;
    }

    ExitStatus status() {
        return new ExitStatus(process.exitValue());
    }

    List<String> lines() {
        return said.lines();
    }

    /** Kills whatever lives of it. */
    @Override
    public void close() {
        tree.kill();
    }
}
