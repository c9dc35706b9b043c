package org.whisperbench.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.worker.CallOutcome.Answered;
import org.whisperbench.worker.CallOutcome.Unanswered;
import org.whisperbench.worker.Message.Answer;
import org.whisperbench.worker.Message.Refusal;
import org.whisperbench.worker.WorkerFailure.Failed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the answer to a call means. One thread uses it. */
final class Reply<R> {

    private final Call<R> call;
    private final long startNanos;
    private final LogTail tail;
    private final ProcessMeter meter;
    private String problem = "";

    Reply(Call<R> call, long startNanos, LogTail tail, ProcessMeter meter) {
        this.call = call;
        this.startNanos = startNanos;
        this.tail = tail;
        this.meter = meter;
    }

    /** Returns why there is no outcome. */
    String problem() {
        return problem;
    }

    /** Returns the outcome, or empty if the answer is none. */
    Optional<CallOutcome<R>> outcome(Message message, Duration before) {
        if (message instanceof Answer answer) {
            return answered(answer.result(), before);
        }
        if (message instanceof Refusal refusal) {
            return Optional.of(new Unanswered<>(failed(refusal)));
        }
        problem = "no answer: " + message;
        return Optional.empty();
    }

    private Optional<CallOutcome<R>> answered(JsonNode result, Duration before) {
        long nanos = System.nanoTime() - startNanos;
        try {
            R value = WorkerJson.read(result.path("value"), call.result());
            if (value == null) {
                problem = "result of '" + call.method() + "' has no value";
                return Optional.empty();
            }
            JsonNode usage = result.path("usage");
            if (!usage.has("cpuNanos") || !usage.has("peakBytes")) {
                meter.sample();
            }
            Duration inner = Duration.ofNanos(result.path("nanos").asLong(0));
            return Optional.of(
                    new Answered<>(value, new CallCost(inner, Duration.ofNanos(nanos), meter.use(before, usage))));
        } catch (JacksonException e) {
            problem = "result of '" + call.method() + "' does not fit: " + e.getOriginalMessage();
            return Optional.empty();
        }
    }

    private Failed failed(Refusal refusal) {
        JsonNode data = refusal.data();
        WorkerErrorKind kind = named(WorkerErrorKind.values(), data.path("kind"), WorkerErrorKind.INTERNAL);
        ErrorKind errorKind = named(ErrorKind.values(), data.path("errorKind"), kind.errorKind());
        String exception = data.path("exception").asString("");
        return new Failed(kind, errorKind, refusal.message(), exception, tail.lines());
    }

    private static <E extends Enum<E>> E named(E[] all, JsonNode name, E otherwise) {
        return Arrays.stream(all)
                .filter(one -> one.name().equals(name.asString("")))
                .findFirst()
                .orElse(otherwise);
    }
}
