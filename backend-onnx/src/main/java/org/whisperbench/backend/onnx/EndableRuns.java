package org.whisperbench.backend.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs of the engine that end when whoever waits for them is interrupted. Inside of native code a thread cannot ask whether it
 * was, so another one asks for it every now and then and has the engine stop before the next operator. That is for what takes
 * long: a step for a single token is over before anybody would have asked.
 *
 * <p>Any number of threads may use an instance until it is closed. While nothing runs there is no thread.
 */
final class EndableRuns implements AutoCloseable {

    /** An encoder takes longer than a tenth of a second, and who cancels does not notice less. */
    private static final long LOOK_MILLIS = 20;

    private final ScheduledThreadPoolExecutor looking;

    /** Starts nothing. */
    EndableRuns() {
        looking = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "onnx-interrupts");
            thread.setDaemon(true);
            return thread;
        });
        looking.setRemoveOnCancelPolicy(true);
        looking.setKeepAliveTime(1, TimeUnit.SECONDS);
        looking.allowCoreThreadTimeOut(true);
    }

    /** Calls the engine. */
    @FunctionalInterface
    interface Call {
        OrtSession.Result with(OrtSession.RunOptions options) throws OrtException;
    }

    /**
     * Calls the engine on this thread.
     *
     * @param call hands the options on to {@link OrtSession#run}
     * @return what it returns
     * @throws OrtException if the engine fails
     * @throws InterruptedException if the thread was interrupted before or meanwhile; its flag is cleared
     */
    OrtSession.Result run(Call call) throws OrtException, InterruptedException {
        Interruption.check();
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            // What goes wrong is in the exception; the engine's own line, on the screen, would tell of each interrupt
            // as an error.
            options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            Run run = new Run(Thread.currentThread(), options);
            ScheduledFuture<?> looks =
                    looking.scheduleWithFixedDelay(run::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            try {
                return call.with(options);
            } catch (OrtException e) {
                // Whatever the engine says of a run that it was told to end.
                Interruption.check();
                throw e;
            } finally {
                looks.cancel(false);
                run.end();
            }
        }
    }

    /** One run; its options are gone when it is over, and must not be touched any more. */
    private static final class Run {
        private final Thread caller;
        private final OrtSession.RunOptions options;
        private boolean over;

        Run(Thread caller, OrtSession.RunOptions options) {
            this.caller = caller;
            this.options = options;
        }

        synchronized void look() {
            if (!over && caller.isInterrupted()) {
                try {
                    options.setTerminate(true);
                } catch (OrtException e) {
                    throw new IllegalStateException("a run of the engine cannot be ended", e);
                }
            }
        }

        synchronized void end() {
            over = true;
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
