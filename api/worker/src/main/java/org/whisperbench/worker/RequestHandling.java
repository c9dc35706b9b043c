package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.whisperbench.api.Progress;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.Message.Answer;
import org.whisperbench.worker.Message.Refusal;
import org.whisperbench.worker.Message.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns requests into calls of a handler, and what it returns or throws into answers. One thread uses it. */
final class RequestHandling {

    private static final Path OWN_STATUS = Path.of("/proc/self/status");

    private final WorkerHandler handler;

    RequestHandling(WorkerHandler handler) {
        this.handler = handler;
    }

    /** Does what is asked; whatever the handler throws becomes an answer too. */
    byte[] answer(Request request, Progress progress) {
        try {
            Duration before = processorTime();
            long start = System.nanoTime();
            JsonNode value = result(request, progress);
            long nanos = System.nanoTime() - start;
            ObjectNode result = WorkerJson.object().put("nanos", nanos);
            result.set("usage", usage(before));
            return FrameWriter.frame(new Answer(request.id(), result.set("value", value)));
        } catch (UnknownMethod e) {
            String detail = "there is no method '" + request.method() + "'";
            return FrameWriter.frame(refusal(request.id(), Refusal.METHOD, detail));
        } catch (JacksonException e) {
            String detail = "parameters of '" + request.method() + "' do not fit: " + e.getOriginalMessage();
            return FrameWriter.frame(refusal(request.id(), Refusal.PARAMS, detail));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FrameWriter.frame(failure(request.id(), e));
        } catch (Throwable e) {
            // The border of the process: errors of the virtual machine are answers as well.
            return FrameWriter.frame(failure(request.id(), e));
        }
    }

    private JsonNode result(Request request, Progress progress) throws InterruptedException {
        JsonNode params = request.params();
        return switch (request.method()) {
            case "initialize" -> WorkerJson.tree(handler.initialize());
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
            case "unload", "shutdown" -> {
                handler.unload();
                yield WorkerJson.object();
            }
            default -> throw new UnknownMethod();
        };
    }

    /** Refuses for a reason that is not the handler's. */
    static Refusal refusal(long id, int code, String message) {
        return new Refusal(id, code, message, WorkerJson.object().put("kind", WorkerErrorKind.INTERNAL.name()));
    }

    private static Refusal failure(long id, Throwable failure) {
        ObjectNode data = WorkerJson.object()
                .put("kind", kind(failure).name())
                .put("exception", failure.getClass().getName());
        if (failure instanceof WhisperException known) {
            data.put("errorKind", known.kind().name());
        }
        String message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return new Refusal(id, Refusal.FAILED, message, data);
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

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static ObjectNode usage(Duration before) {
        ObjectNode usage = WorkerJson.object();
        if (ProcessHandle.current().info().totalCpuDuration().isPresent()) {
            usage.put("cpuNanos", processorTime().minus(before).toNanos());
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
