package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes our commands by what they declare, and leaves the commands of others to Gogo. */
final class PromptCompleter implements Completer {

    private final Suggestions suggestions;
    private final Completer others;
    private final Predicate<String> isOurs;
    private final Completer files;

    /**
     * Completes commands.
     *
     * @param others completes everything else
     * @param isOurs whether a first word, as typed, stands for one of our commands
     * @param folder the session's current folder
     */
    PromptCompleter(Suggestions suggestions, Completer others, Predicate<String> isOurs, Supplier<Path> folder) {
        this.suggestions = suggestions;
        this.others = others;
        this.isOurs = isOurs;
        this.files = new Completers.FilesCompleter(folder);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = new ArrayList<>(line.words());
        int at = line.wordIndex();
        if (at == 0) {
            suggestions.commands().forEach(s -> candidates.add(candidate(s)));
            PromptOnly.suggestions().forEach(s -> candidates.add(candidate(s)));
            List<Candidate> rest = new ArrayList<>();
            others.complete(reader, line, rest);
            // Gogo lists our commands, too, with and without their scope.
            rest.stream()
                    .filter(c -> !isOurs.test(c.value()) || c.value().contains(":"))
                    .forEach(candidates::add);
        } else if (isOurs.test(words.get(0))) {
            String first = words.get(0);
            words.set(0, first.substring(first.indexOf(':') + 1));
            suggestions.at(words, at).forEach(s -> candidates.add(candidate(s)));
            if (suggestions.takesFile(words, at)) {
                files.complete(reader, line, candidates);
            }
        } else {
            others.complete(reader, line, candidates);
            if (candidates.isEmpty()) {
                files.complete(reader, line, candidates);
            }
        }
    }

    private static Candidate candidate(Suggestion s) {
        return new Candidate(
                s.value(), s.value(), s.group(), s.description().isEmpty() ? null : s.description(), null, null, true);
    }
}
