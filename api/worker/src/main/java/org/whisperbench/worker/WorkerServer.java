package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.Message.Refusal;
import org.whisperbench.worker.Message.Request;

/**
 * The worker's side in Java: reads requests from standard input, has a handler do them one at a time, and writes answers,
 * progress and a heartbeat to standard output. The thread that reads does nothing else, so that the end of standard input
 * ends the process also while the handler is busy.
 */
public final class WorkerServer {

    private static final Logger LOG = System.getLogger(WorkerServer.class.getName());
    private static final int WAITING_REQUESTS = 64;
    private static final int BROKEN = 70;
    private static final long DEFAULT_HEARTBEAT_MILLIS = 1000;

    private final InputStream in;
    private final FrameWriter out;
    private final RequestHandling handling;
    private final IntConsumer end;
    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(WAITING_REQUESTS);
    private final ScheduledThreadPoolExecutor beats = new ScheduledThreadPoolExecutor(1, WorkerServer::daemon);
    private volatile long heartbeatMillis = DEFAULT_HEARTBEAT_MILLIS;

    WorkerServer(InputStream in, OutputStream out, WorkerHandler handler, LongConsumer mark, IntConsumer end) {
        this.in = in;
        this.out = new FrameWriter(out);
        this.handling = new RequestHandling(handler, mark, this::send);
        this.end = end;
    }

    /**
     * Serves until standard input ends or {@code shutdown} is called, then ends what this process started, and itself without
     * running shutdown hooks. The first thing that a worker's {@code main} does: what is printed before is log all the same, but goes
     * through the pipe of the frames.
     *
     * @param handler the engine
     */
    public static void serve(WorkerHandler handler) {
        StandardStreams streams = StandardStreams.claim();
        int code = BROKEN;
        try {
            new WorkerServer(streams.in(), streams.out(), handler, streams::mark, WorkerServer::leave).run();
            code = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("standard streams of the worker failed", e);
        } finally {
            leave(code);
        }
    }

    /** Ends the process and what it started: a host that was killed cannot do that any more. */
    private static void leave(int status) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(status);
    }

    /** Reads requests until the stream ends. */
    void run() throws IOException {
        beats.setRemoveOnCancelPolicy(true);
        Thread calls = daemon(this::work);
        calls.setUncaughtExceptionHandler((thread, failure) -> {
            LOG.log(Level.ERROR, "worker broke", failure);
            end.accept(BROKEN);
        });
        calls.start();
        try {
            FrameReader reader = new FrameReader(in, new LineSink(line -> {}));
            for (Incoming incoming = reader.next(); !(incoming instanceof Incoming.End); incoming = reader.next()) {
                if (incoming instanceof Incoming.Damaged damaged) {
                    out.write(RequestHandling.refusal(Message.NO_ID, Refusal.PARSE, damaged.sentence()));
                } else if (incoming instanceof Incoming.Received received
                        && received.message() instanceof Request request
                        && !requests.offer(request)) {
                    out.write(RequestHandling.refusal(request.id(), Refusal.FAILED, "too many requests wait"));
                }
            }
        } finally {
            beats.shutdownNow();
            calls.interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "whisperbench worker server");
        thread.setDaemon(true);
        return thread;
    }

    private void work() {
        try {
            while (true) {
                Request request = requests.take();
                serve(request);
                if (request.method().equals("shutdown")) {
                    end.accept(0);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            // Nobody reads any more: the same as the end of standard input.
            end.accept(0);
        }
    }

    private void serve(Request request) {
        ProgressNotes progress = new ProgressNotes(request.id(), this::tell);
        if (request.method().equals("initialize")) {
            heartbeatMillis =
                    Math.max(1, request.params().whole("heartbeatMillis").orElse(DEFAULT_HEARTBEAT_MILLIS));
        }
        long interval = heartbeatMillis;
        ScheduledFuture<?> beat = beats.scheduleAtFixedRate(progress::alive, interval, interval, TimeUnit.MILLISECONDS);
        byte[] answer;
        try {
            answer = handling.answer(request, progress);
        } finally {
            beat.cancel(false);
        }
        try {
            out.write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells progress; what is too long to be told, such as a segment of hours, is in the result all the same. */
    private void tell(Message note) {
        try {
            send(note);
        } catch (WhisperException e) {
            LOG.log(Level.WARNING, "progress was left out: {0}", e.getMessage());
        }
    }

    private void send(Message message) {
        try {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
