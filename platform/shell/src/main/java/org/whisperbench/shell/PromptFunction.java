package org.whisperbench.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** One of our commands as a function of the prompt. Words that are lists count as so many words. */
record PromptFunction(String name, CommandRunner runner, Supplier<Console> console) implements Function {

    /** Where a session keeps the exit code of its last command. */
    static final String EXIT_CODE = "exitcode";

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Cancelled {
        if (!PromptInterrupt.isThere(session)) {
            return run(session, arguments, new ProgressLines(console.get().err(), System::nanoTime));
        }
        try (PromptInterrupt key = PromptInterrupt.of(session)) {
            Object result = run(
                    session,
                    arguments,
                    new ProgressLines(key.progress(), System::nanoTime).asking(new PromptQuestion(key.terminal())));
            if (key.wasPressed()) {
                tellFinished(result, key.progress());
                throw new Cancelled();
            }
            return result;
        }
    }

    /** What a command had done when it was cancelled, such as the transcripts that were finished. */
    private static void tellFinished(Object result, PrintStream out) {
        String text =
                result instanceof Answer.Failure ? "" : result instanceof String json ? json : Reports.text(result);
        if (!text.isEmpty()) {
            out.println(text);
        }
    }

    private Object run(CommandSession session, List<Object> arguments, ProgressLines progress) {
        List<String> words = new ArrayList<>(List.of(name));
        arguments.forEach(argument -> add(argument, words));
        Console streams = console.get();
        Answer answer = runner.run(words, progress, session.currentDir());
        session.put(EXIT_CODE, answer.exitCode());
        if (words.contains("--json")) {
            return answer.text();
        }
        if (!(answer.report() instanceof Answer.Failure)) {
            answer.notes().forEach(note -> streams.err().println(note));
            streams.err().flush();
        }
        return answer.report();
    }

    private static void add(Object argument, List<String> words) {
        if (argument instanceof Collection<?> several) {
            several.forEach(one -> add(one, words));
        } else {
            words.add(String.valueOf(argument));
        }
    }
}
