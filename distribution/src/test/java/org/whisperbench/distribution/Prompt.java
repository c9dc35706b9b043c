package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An open prompt: a line goes in, and what it prints comes back. */
final class Prompt implements AutoCloseable {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String SIGN = "g! ";

    private final Process process;
    private final Writer in;
    private final Captured out;
    private final Captured err;
    private int asked;

    private Prompt(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = Captured.of(process.getInputStream());
        this.err = Captured.of(process.getErrorStream());
    }

    /** Opens it, and returns when it answers. */
    static Prompt open(Cli cli) throws IOException, InterruptedException {
        Prompt prompt = new Prompt(cli.process().start());
        prompt.ask("");
        return prompt;
    }

    /** Types a line and returns all that it prints on standard output. */
    String ask(String line) throws IOException, InterruptedException {
        asked++;
        String mark = "answered-" + asked;
        int start = out.length();
        in.write(line + "\necho " + mark + "\n");
        in.flush();
        String answer = out.await(mark, start);
        return answer.substring(0, answer.indexOf(mark)).replace(SIGN, "").replace("\r\n", "\n");
    }

    /** Types a line again and again, until it prints what is waited for. */
    String askUntil(String line, Predicate<String> awaited) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String answer = ask(line);
        while (!awaited.test(answer)) {
            String last = answer;
            assertTrue(
                    System.nanoTime() - start < LIMIT_NANOS,
                    () -> "'%s' still prints%n%s%s".formatted(line, last, err.from(0)));
            answer = ask(line);
        }
        return answer;
    }

    /** Waits until standard error says something. */
    void awaitError(String text) throws InterruptedException {
        err.await(text, 0);
    }

    /** Waits until the lines on standard error are as they should be. */
    void awaitErrors(Predicate<List<String>> awaited) throws InterruptedException {
        err.await(text -> awaited.test(text.lines().toList()), "what was waited for");
    }

    /** All that was said on standard error. */
    List<String> errors() {
        return err.from(0).lines().toList();
    }

    /** Ends the input, as Ctrl-D does, and returns the exit code. */
    int leave() throws IOException, InterruptedException {
        in.close();
        assertTrue(process.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS), "the prompt stays open");
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
            process.onExit()
                    .completeOnTimeout(process, LIMIT_NANOS, TimeUnit.NANOSECONDS)
                    .join();
        } finally {
            process.destroyForcibly();
        }
    }
}
