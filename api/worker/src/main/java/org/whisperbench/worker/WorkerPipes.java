package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The three pipes of a child process, each served by a thread of its own, so that the child never waits for the host and
 * the host never waits for the child. The threads end with the pipes.
 */
final class WorkerPipes {

    private static final byte[] CLOSE = {};
    private static final int CHUNK_BYTES = 1 << 16;

    private final Process process;
    private final LogTail tail;
    private final Consumer<Incoming> incoming;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final List<Thread> threads;

    WorkerPipes(Process process, LogTail tail, Consumer<Incoming> incoming) {
        this.process = process;
        this.tail = tail;
        this.incoming = incoming;
        this.threads = List.of(
                thread("output", process, this::readOutput),
                thread("errors", process, this::readErrors),
                thread("input", process, this::writeInput));
    }

    static Thread thread(String what, Process process, Runnable work) {
        Thread thread = new Thread(work, "whisperbench worker " + process.pid() + " " + what);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Sends bytes as soon as the child takes them; returns at once. */
    void send(byte[] bytes) {
        outgoing.add(bytes);
    }

    /** Closes the child's standard input when all is sent; returns at once. */
    void closeInput() {
        outgoing.add(CLOSE);
    }

    /** Waits until all pipes are at their end. */
    boolean join(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            thread.join(Math.max(1, millis));
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    private void readOutput() {
        try (InputStream in = new StubbornStream(process.getInputStream())) {
            FrameReader frames = new FrameReader(in, new LineSink(tail::add));
            Incoming next;
            do {
                next = frames.next();
                incoming.accept(next);
            } while (!(next instanceof Incoming.End));
        } catch (IOException e) {
            incoming.accept(new Incoming.End(0));
        }
    }

    private void readErrors() {
        LineSink lines = new LineSink(tail::add);
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = new StubbornStream(process.getErrorStream())) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                lines.accept(chunk, 0, count);
            }
        } catch (IOException e) {
            tail.add("(standard error was cut: " + e.getMessage() + ")");
        }
        lines.end();
    }

    private void writeInput() {
        try (OutputStream out = process.getOutputStream()) {
            for (byte[] next = outgoing.take(); next != CLOSE; next = outgoing.take()) {
                out.write(next);
                out.flush();
            }
        } catch (IOException e) {
            // The child reads no more: it has ended or will be found silent.
            outgoing.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When a process ends, Java swaps the stream under a reader for what was left in the pipe: reading goes on there. */
    private static final class StubbornStream extends InputStream {

        private final InputStream in;

        StubbornStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return in.read(into, from, length);
            } catch (IOException e) {
                return in.read(into, from, length);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
