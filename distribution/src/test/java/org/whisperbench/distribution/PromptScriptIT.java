package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt without a terminal: lines of standard input are commands of Gogo. */
final class PromptScriptIT {

    @TempDir
    private Path folder;

    private Archive archive;
    private Prompt prompt;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        prompt = Prompt.open(Cli.of(archive));
    }

    @Test
    void noNameOfOursIsTakenByOthersExceptHelpWhichOursWins() throws IOException, InterruptedException {
        Map<String, Set<String>> byScope = prompt.ask("type -a")
                .lines()
                .filter(line -> line.contains(":"))
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, line.indexOf(':')),
                        Collectors.mapping(
                                line -> line.substring(line.indexOf(':') + 1), Collectors.toCollection(TreeSet::new))));

        Set<String> ours = byScope.getOrDefault("whisper", Set.of());
        byScope.remove("whisper");
        assertTrue(ours.containsAll(List.of("backends", "check", "json", "help")), ours::toString);
        assertTrue(byScope.keySet().containsAll(List.of("gogo", "felix")), byScope::toString);
        Set<String> both = new TreeSet<>();
        byScope.values()
                .forEach(theirs -> theirs.stream().filter(ours::contains).forEach(both::add));
        assertEquals(Set.of("help"), both);
        assertTrue(prompt.ask("help").startsWith("Usage: whisperbench "));
        prompt.close();
    }

    @Test
    void commandsComposeAndEndWithTheLastExitCode() throws IOException, InterruptedException {
        String json = prompt.ask("whisper:json (whisper:check -m nano-digits.en)");
        assertTrue(json.startsWith("{") && json.contains("\"status\" : \"LOADABLE\""), json);
        assertFalse(prompt.ask("backends").contains("\u001b"));
        prompt.ask("backend");
        prompt.awaitError("there is no command 'backend' (did you mean 'backends'?); run 'help'");
        assertEquals(Run.USAGE, prompt.leave());
    }
}
