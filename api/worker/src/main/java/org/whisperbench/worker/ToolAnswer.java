package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a program says when it is asked about itself. */
public final class ToolAnswer {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private ToolAnswer() {}

    /**
     * Asks a program, in a minimal environment.
     *
     * @param program absolute path
     * @param arguments such as {@code --version}
     * @return the last lines that it writes, oldest first; empty if it cannot be started or does not end
     * @throws InterruptedException if the thread was interrupted; the program is ended
     */
    public static List<String> of(Path program, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path directory = Path.of(System.getProperty("java.io.tmpdir", "."));
        try (ProgramRun run = ProgramRun.start(new WorkerCommand(command, Map.of(), directory, LIMIT))) {
            return run.await(LIMIT) ? run.lines() : List.of();
        } catch (IOException e) {
            // It says nothing; whoever needs it fails with its own words.
            return List.of();
        }
    }
}
