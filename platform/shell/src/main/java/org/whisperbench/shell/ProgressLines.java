package org.whisperbench.shell;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Says on standard error what is being done, once it takes longer than a second, and at most once a second: one plain
 * line each, since not every terminal is one.
 */
final class ProgressLines {

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** ECMA-48: cursor up and to the first column, then erase to the end of the screen. */
    private static final String UP_AND_CLEAR = "\033[%dF\033[J";

    private final PrintStream err;
    private final Optional<PrintStream> out;
    private final LongSupplier nanoTime;
    private final Optional<Supplier<Optional<String>>> answers;
    private final UnaryOperator<String> questions;
    private final int columns;
    private long lastNanos;
    private int drawn;

    /** Where it is said, and where results are told that do not wait for the others. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // decided once, by the door
    private record Streams(PrintStream err, Optional<PrintStream> out) {}

    ProgressLines(PrintStream err, LongSupplier nanoTime) {
        this(new Streams(err, Optional.empty()), nanoTime, Optional.empty(), question -> onConsole(err, question), 0);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // decided once, by the door
    private ProgressLines(
            Streams streams,
            LongSupplier nanoTime,
            Optional<Supplier<Optional<String>>> answers,
            UnaryOperator<String> questions,
            int columns) {
        this.err = streams.err();
        this.out = streams.out();
        this.nanoTime = nanoTime;
        this.answers = answers;
        this.questions = questions;
        this.columns = columns;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** The same with somebody else who asks; an answer may be empty. */
    ProgressLines asking(UnaryOperator<String> otherQuestions) {
        return new ProgressLines(new Streams(err, out), nanoTime, answers, otherQuestions, columns);
    }

    /** The same on a terminal of which the width is known. */
    ProgressLines wide(int width) {
        return new ProgressLines(new Streams(err, out), nanoTime, answers, questions, width);
    }

    /** The same for a command whose results may be told one by one, while it goes on. */
    ProgressLines telling(PrintStream results) {
        return new ProgressLines(new Streams(err, Optional.of(results)), nanoTime, answers, questions, columns);
    }

    /** Lines of a command of its own, not of the prompt, so that it may offer a menu to the person at the terminal. */
    @SuppressWarnings("SystemConsoleNull") // on 17 and 25 it is null where there is no terminal
    static ProgressLines offering(PrintStream err, LongSupplier nanoTime) {
        Console terminal = System.console();
        ProgressLines lines = new ProgressLines(err, nanoTime);
        return terminal == null || !lines.isTerminal()
                ? lines
                : offering(err, nanoTime, () -> Optional.ofNullable(terminal.readLine()));
    }

    static ProgressLines offering(PrintStream err, LongSupplier nanoTime, Supplier<Optional<String>> answers) {
        return new ProgressLines(
                new Streams(err, Optional.empty()),
                nanoTime,
                Optional.of(answers),
                question -> onConsole(err, question),
                0);
    }

    /** Whether a menu can be offered. */
    boolean offers() {
        return answers.isPresent();
    }

    /**
     * Asks the person to choose.
     *
     * @param question what to type
     * @return what was typed, or nothing at the end of the input or where nobody can be asked
     */
    synchronized Optional<String> asks(String question) {
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        err.print(question + " ");
        err.flush();
        return answers.get().get().map(String::strip);
    }

    /**
     * Says it, if it is time to.
     *
     * @param what what is being done
     * @param fraction how much of it is done, from 0 to 1
     */
    synchronized void at(String what, double fraction) {
        long now = nanoTime.getAsLong();
        if (now - lastNanos >= SECOND_NANOS) {
            lastNanos = now;
            err.println("%s (%d %%)".formatted(what, Math.round(100 * fraction)));
            err.flush();
        }
    }

    /** Whether a person watches, on a terminal that can move its cursor. */
    boolean isTerminal() {
        return columns > 0 || Terminals.isWatched(System.getenv());
    }

    /**
     * Draws lines in the place of those that were drawn before, each as far as it fits: one that goes on in the next line of
     * the terminal would stay there.
     *
     * @param lines the lines; none to take away what was drawn
     */
    synchronized void redraw(List<String> lines) {
        err.print(drawn == 0 ? "" : UP_AND_CLEAR.formatted(drawn));
        lines.forEach(line -> err.println(fitting(line)));
        err.flush();
        drawn = lines.size();
    }

    private String fitting(String line) {
        return columns == 0 || line.codePointCount(0, line.length()) < columns
                ? line
                : line.substring(0, line.offsetByCodePoints(0, columns - 1));
    }

    /** Tells a result at once; returns false where those of a command are told together when it is over. */
    synchronized boolean tells(String result) {
        out.ifPresent(stream -> {
            stream.println(result);
            stream.flush();
        });
        return out.isPresent();
    }

    /** Says something at once. */
    synchronized void note(String line) {
        err.println(line);
        err.flush();
    }

    /**
     * Asks the person at the terminal.
     *
     * @param question a question that can be answered with yes
     * @return false if the answer is another one, or if there is nobody to ask
     */
    synchronized boolean confirms(String question) {
        return questions
                .apply(question + " [y/N] ")
                .strip()
                .toLowerCase(Locale.ROOT)
                .matches("y|yes");
    }

    /** Whether this is a command of the prompt, to which the keys belong. */
    boolean isPrompt() {
        return questions instanceof PromptQuestion;
    }

    /** The keys that are pushed at the prompt; nothing where there is none. */
    Optional<InputStream> keys() {
        return questions instanceof PromptQuestion prompt
                ? Optional.of(new PromptKeys(prompt.terminal()))
                : Optional.empty();
    }

    @SuppressWarnings("SystemConsoleNull") // on 17 and 25 it is null where there is no terminal
    private static String onConsole(PrintStream err, String question) {
        Console terminal = System.console();
        if (terminal == null) {
            return "";
        }
        err.print(question);
        err.flush();
        return Objects.requireNonNullElse(terminal.readLine(), "");
    }

    /** Bars on the terminal where this would say lines; nothing if it is none. */
    Optional<ProgressBars> bars() {
        int width = Terminals.columns(System.getenv());
        return width == 0 ? Optional.empty() : Optional.of(new ProgressBars(err, width, nanoTime));
    }
}
