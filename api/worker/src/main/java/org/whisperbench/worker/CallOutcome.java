package org.whisperbench.worker;

/**
 * How a call ended.
 *
 * @param <R> the result's type
 */
public sealed interface CallOutcome<R> {

    /**
     * Returns the result.
     *
     * @return the result
     * @throws WorkerLostException if there is none; its message has the failure's sentence
     */
    R orThrow();

    /**
     * There is a result.
     *
     * @param <R> its type
     * @param value the result
     * @param cost what it cost
     */
    record Answered<R>(R value, CallCost cost) implements CallOutcome<R> {
        @Override
        public R orThrow() {
            return value;
        }
    }

    /**
     * There is no result.
     *
     * @param <R> the type that it would have had
     * @param failure why not
     */
    record Unanswered<R>(WorkerFailure failure) implements CallOutcome<R> {
        @Override
        public R orThrow() {
            throw new WorkerLostException(failure);
        }
    }
}
