package org.whisperbench.shell;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The door for one command from the shell: arguments in, text on the streams, exit code out. */
final class CommandLineDoor implements ToIntFunction<String[]> {

    private final CommandRunner runner;
    private final Supplier<Console> console;
    private final Colours colours;

    CommandLineDoor(CommandRunner runner, Supplier<Console> console, Colours colours) {
        this.runner = runner;
        this.console = console;
        this.colours = colours;
    }

    @Override
    public int applyAsInt(String[] words) {
        Console streams = console.get();
        Answer answer = runner.run(
                List.of(words),
                ProgressLines.offering(streams.err(), System::nanoTime).telling(streams.out()));
        if (!answer.text().isEmpty()) {
            boolean isJson = List.of(words).contains("--json");
            streams.out().println(isJson ? answer.text() : colours.states(answer.text()));
        }
        boolean lost = streams.out().checkError();
        answer.notes().forEach(note -> streams.err().println(LastLines.isOne(note) ? note : "whisperbench: " + note));
        streams.err().flush();
        if (lost) {
            streams.err().println("whisperbench: the result could not be written to standard output");
            return Answer.ExitCode.NOT_WELL.number();
        }
        return answer.exitCode();
    }
}
