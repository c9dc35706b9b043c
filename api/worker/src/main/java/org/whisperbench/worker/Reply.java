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

/** What the answer to a call means. One thread uses it. */
final class Reply<R> {

    /** How long the lines of a failed call may come after its answer; they come by another pipe. */
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(1);

    private final Call<R> call;
    private final PendingCall pending;
    private final LogTail tail;
    private final ProcessMeter meter;
    private String problem = "";

    Reply(Call<R> call, PendingCall pending, LogTail tail, ProcessMeter meter) {
        this.call = call;
        this.pending = pending;
        this.tail = tail;
        this.meter = meter;
    }

    /** Returns why there is no outcome. */
    String problem() {
        return problem;
    }

    /** Returns the outcome, or empty if the answer is none. */
    Optional<CallOutcome<R>> outcome(Message message, Duration before) throws InterruptedException {
        if (message instanceof Answer answer) {
            return answered(answer.result(), before);
        }
        if (message instanceof Refusal refusal) {
            return Optional.of(new Unanswered<>(failed(refusal)));
        }
        problem = message.sentence() + " answers no call";
        return Optional.empty();
    }

    private Optional<CallOutcome<R>> answered(JsonObject answered, Duration before) {
        long nanos = System.nanoTime() - pending.startNanos;
        JsonObject result;
        try {
            result = pending.whole(answered);
        } catch (JsonMismatch e) {
            problem = "result of '" + call.method() + "' is not whole: " + e.getMessage();
            return Optional.empty();
        }
        try {
            @SuppressWarnings("unchecked") // the call was made with this type
            R value = (R) ValueReader.value(result.get("value"), call.result());
            Duration outer = Duration.ofNanos(nanos);
            Duration inner = Duration.ofNanos(result.whole("nanos").orElse(0));
            ResourceUse use = meter.use(before, result.object("usage"));
            return Optional.of(new Answered<>(value, new CallCost(inner, outer, use)));
        } catch (JsonMismatch e) {
            problem = "result of '" + call.method() + "' does not fit: "
                    + e.inside("value").getMessage();
            return Optional.empty();
        } catch (DoesNotCross e) {
            return Optional.of(defect("result of '" + call.method() + "' cannot be read: " + e.getMessage(), tail));
        }
    }

    /** Returns that the host asked for what cannot be: the worker is not at fault, and goes on. */
    static <R> CallOutcome<R> defect(String message, LogTail tail) {
        return new Unanswered<>(new Failed(
                WorkerErrorKind.INTERNAL,
                ErrorKind.INTERNAL,
                message + "; report it to the backend's author",
                DoesNotCross.class.getName(),
                tail.lines()));
    }

    private Failed failed(Refusal refusal) throws InterruptedException {
        JsonObject data = refusal.data();
        if (data.get("marked") instanceof Boolean marked && marked) {
            tail.awaitMark(refusal.id(), LOG_PATIENCE);
        }
        WorkerErrorKind kind = named(WorkerErrorKind.values(), data.text("kind"), WorkerErrorKind.INTERNAL);
        ErrorKind errorKind = named(ErrorKind.values(), data.text("errorKind"), kind.errorKind());
        String exception = data.text("exception");
        return new Failed(kind, errorKind, refusal.message(), exception, tail.lines());
    }

    private static <E extends Enum<E>> E named(E[] all, String name, E otherwise) {
        return Arrays.stream(all)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }
}
