package org.whisperbench.platform.backends;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a backend what it should answer at once. It is somebody else's code and may never return, so each question has a
 * thread of its own, which keeps no process alive, and which is interrupted and given up when patience ends.
 */
final class Questions {

    /** How many times as long as patience a question that was not answered is not asked again. */
    private static final int REST = 6;
    /** How long answers may still come when the backend goes. */
    private static final Duration LAST = Duration.ofMillis(200);

    private final Duration patience;
    private final List<FutureTask<?>> open = new CopyOnWriteArrayList<>();
    private final Map<String, Long> unanswered = new ConcurrentHashMap<>();
    private volatile boolean ended;

    Questions(Duration patience) {
        this.patience = patience;
    }

    /**
     * Asks, in a thread of its own.
     *
     * @param question what is asked, such as {@code models()}
     * @throws TimeoutException if there is no answer now, or was none a short while ago; the message says for how long
     * @throws CancellationException if the backend goes meanwhile
     */
    <T> T ask(String question, Callable<T> answering)
            throws InterruptedException, ExecutionException, TimeoutException {
        Long asked = unanswered.get(question);
        if (asked != null && System.nanoTime() - asked < REST * patience.toNanos()) {
            throw new TimeoutException(silence());
        }
        FutureTask<T> answer = new FutureTask<>(answering);
        open.add(answer);
        if (ended) {
            open.remove(answer);
            throw new CancellationException("the backend is gone");
        }
        Thread thread = new Thread(answer, "asks for " + question);
        thread.setDaemon(true);
        thread.start();
        try {
            T said = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            unanswered.remove(question);
            return said;
        } catch (TimeoutException e) {
            unanswered.put(question, System.nanoTime());
            TimeoutException told = new TimeoutException(silence());
            told.initCause(e);
            throw told;
        } finally {
            open.remove(answer);
            // Interrupts whoever is still thinking, and is nothing to who has answered.
            answer.cancel(true);
        }
    }

    private String silence() {
        BigDecimal seconds = BigDecimal.valueOf(patience.toMillis(), 3).stripTrailingZeros();
        return "did not answer within " + seconds.toPlainString() + " s";
    }

    /** Gives up what is asked now, after a moment. */
    void end() {
        ended = true;
        long last = System.nanoTime() + LAST.toNanos();
        for (FutureTask<?> answer : open) {
            try {
                answer.get(Math.max(0, last - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | CancellationException e) {
                // Whoever asked hears it.
            } catch (TimeoutException e) {
                answer.cancel(true);
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
            }
        }
    }
}
