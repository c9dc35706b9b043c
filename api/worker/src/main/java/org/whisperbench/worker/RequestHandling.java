package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Progress;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.Message.Answer;
import org.whisperbench.worker.Message.Refusal;
import org.whisperbench.worker.Message.Request;

/** Turns requests into calls of a handler, and what it returns or throws into answers. One thread uses it. */
final class RequestHandling {

    private static final Path OWN_STATUS = Path.of("/proc/self/status");

    private static final int TRACED_FRAMES = 12;

    private final WorkerHandler handler;
    private final LongConsumer mark;
    private final Consumer<Message> notes;
    private boolean joinsParts;

    /**
     * Serves a handler.
     *
     * @param mark told of each call that failed when its log is written
     * @param notes takes the parts of long answers
     */
    RequestHandling(WorkerHandler handler, LongConsumer mark, Consumer<Message> notes) {
        this.handler = handler;
        this.mark = mark;
        this.notes = notes;
    }

    /** Does what is asked; whatever the handler throws becomes an answer too. */
    byte[] answer(Request request, Progress progress) {
        try {
            Optional<Duration> before = processorTime();
            long start = System.nanoTime();
            Object value = result(request, progress);
            long nanos = System.nanoTime() - start;
            JsonObject result = new JsonObject().put("nanos", nanos);
            result.put("usage", usage(before));
            return frame(request.id(), result.put("value", value));
        } catch (UnknownMethod e) {
            String detail = "there is no method '" + request.method() + "'";
            return FrameWriter.frame(refusal(request.id(), Refusal.METHOD, detail));
        } catch (JsonMismatch e) {
            String detail = "parameters of '" + request.method() + "' do not fit: " + e.getMessage();
            return FrameWriter.frame(refusal(request.id(), Refusal.PARAMS, detail));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FrameWriter.frame(failure(request.id(), e));
        } catch (Throwable e) {
            // The border of the process: errors of the virtual machine are answers as well.
            return FrameWriter.frame(failure(request.id(), e));
        }
    }

    private byte[] frame(long id, JsonObject result) {
        return joinsParts ? new AnswerText(id, notes).frame(result) : FrameWriter.frame(new Answer(id, result));
    }

    private @Nullable Object result(Request request, Progress progress) throws InterruptedException {
        JsonObject params = request.params();
        return switch (request.method()) {
            case "initialize" -> {
                joinsParts = params.get("joinsParts") instanceof Boolean joins && joins;
                yield WorkerJson.tree(handler.initialize());
            }
            case "load" -> {
                Call.Load load = WorkerJson.read(params, Call.Load.class);
                yield WorkerJson.tree(handler.load(load.model(), load.options(), progress));
            }
            case "verify" -> {
                Call.Verify verify = WorkerJson.read(params, Call.Verify.class);
                yield WorkerJson.tree(handler.verify(verify.model(), verify.options(), verify.wav()));
            }
            case "transcribe" -> {
                Call.Transcribe transcribe = WorkerJson.read(params, Call.Transcribe.class);
                yield WorkerJson.tree(handler.transcribe(transcribe.wav(), transcribe.options(), progress));
            }
            case "features" -> {
                Call.Features features = WorkerJson.read(params, Call.Features.class);
                handler.features(features.wav(), features.file());
                yield WorkerJson.tree(features.file(), Path.class);
            }
            case "ability" -> {
                List<?> arguments = params.get("arguments") instanceof List<?> list ? list : List.of();
                yield handler.ability(params.text("kind"), params.text("method"), arguments);
            }
            case "unload", "shutdown" -> {
                handler.unload();
                yield new JsonObject();
            }
            default -> throw new UnknownMethod();
        };
    }

    /** Refuses for a reason that is not the handler's. */
    static Refusal refusal(long id, int code, String message) {
        return new Refusal(id, code, message, new JsonObject().put("kind", WorkerErrorKind.INTERNAL.name()));
    }

    private Refusal failure(long id, Throwable failure) {
        JsonObject data = new JsonObject()
                .put("kind", kind(failure).name())
                .put("exception", failure.getClass().getName());
        if (failure instanceof WhisperException known) {
            data.put("errorKind", known.kind().name());
        }
        if (!(failure instanceof WhisperException)) {
            traceToLog(failure);
        }
        mark.accept(id);
        data.put("marked", true);
        return new Refusal(id, Refusal.FAILED, sentence(failure), data);
    }

    private static String sentence(Throwable failure) {
        String message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        if (failure instanceof StackOverflowError) {
            return "the engine ran out of stack";
        }
        if (failure instanceof OutOfMemoryError) {
            return "the engine ran out of memory: " + message;
        }
        return failure instanceof WhisperException ? message : "the engine failed: " + message;
    }

    private static void traceToLog(Throwable failure) {
        System.Logger log = System.getLogger(RequestHandling.class.getName());
        StackTraceElement[] trace = failure.getStackTrace();
        StringBuilder text = new StringBuilder(failure.toString());
        for (int i = 0; i < Math.min(trace.length, TRACED_FRAMES); i++) {
            text.append("\n    at ").append(trace[i]);
        }
        log.log(System.Logger.Level.ERROR, text.toString());
    }

    private static WorkerErrorKind kind(Throwable failure) {
        if (failure instanceof WorkerException own) {
            return own.workerKind();
        }
        if (failure instanceof WhisperException known) {
            return WorkerErrorKind.of(known.kind());
        }
        if (failure instanceof NoClassDefFoundError || failure instanceof UnsatisfiedLinkError) {
            return WorkerErrorKind.ENGINE_MISSING;
        }
        return failure instanceof OutOfMemoryError ? WorkerErrorKind.OOM : WorkerErrorKind.INTERNAL;
    }

    private static Optional<Duration> processorTime() {
        return ProcessHandle.current().info().totalCpuDuration();
    }

    private static JsonObject usage(Optional<Duration> before) {
        JsonObject usage = new JsonObject();
        if (before.isPresent()) {
            processorTime()
                    .ifPresent(
                            now -> usage.put("cpuNanos", now.minus(before.get()).toNanos()));
        }
        try {
            ProcStatus.peakBytes(Files.readString(OWN_STATUS)).ifPresent(peak -> usage.put("peakBytes", peak));
        } catch (IOException e) {
            // Only Linux has it.
        }
        return usage;
    }

    private static final class UnknownMethod extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
