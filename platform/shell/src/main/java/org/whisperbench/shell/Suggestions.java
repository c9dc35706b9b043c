package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The words that may stand at a place of a command line: read from the same declarations that parse the line, so they
 * cannot differ. What an argument stands for is told by its label, such as MODEL.
 */
final class Suggestions {

    static final String COMMANDS = "commands";
    static final String OPTIONS = "options";

    private final CommandSpec root;
    private final Map<String, Function<List<String>, List<Suggestion>>> values;

    /**
     * Suggests words for the commands of a specification.
     *
     * @param root has the commands below it
     * @param values by the label of an argument, the words that fit it, given the words before it
     */
    Suggestions(CommandSpec root, Map<String, Function<List<String>, List<Suggestion>>> values) {
        this.root = root;
        this.values = Map.copyOf(values);
    }

    /** The commands, in the order in which help lists them. */
    List<Suggestion> commands() {
        return root.subcommands().entrySet().stream()
                .map(c -> new Suggestion(
                        c.getKey(),
                        description(c.getValue().getCommandSpec().usageMessage().description()),
                        COMMANDS))
                .toList();
    }

    /**
     * Suggests words, whether or not they begin as what is typed already.
     *
     * @param words the command and its arguments
     * @param at which of them is asked for, at least 1
     */
    List<Suggestion> at(List<String> words, int at) {
        CommandSpec command = command(words.get(0)).orElse(root);
        String word = at < words.size() ? words.get(at) : "";
        List<String> before = words.subList(0, at);
        Optional<OptionSpec> open = at > 1 ? option(command, words.get(at - 1)) : Optional.empty();
        if (open.isPresent() && open.get().arity().min() > 0) {
            return values(open.get(), before);
        }
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        if (equals > 0) {
            String name = word.substring(0, equals);
            return option(command, name).map(o -> values(o, before)).orElse(List.of()).stream()
                    .map(s -> new Suggestion(name + "=" + s.value(), s.description(), s.group()))
                    .toList();
        }
        return word.startsWith("-") ? options(command) : arguments(command, before);
    }

    /** Whether a file or folder may stand there. */
    boolean takesFile(List<String> words, int at) {
        CommandSpec command = command(words.get(0)).orElse(root);
        Optional<OptionSpec> open = at > 1 ? option(command, words.get(at - 1)) : Optional.empty();
        if (open.isPresent() && open.get().arity().min() > 0) {
            return isFile(open.get());
        }
        String word = at < words.size() ? words.get(at) : "";
        return !word.startsWith("-") && command.positionalParameters().stream().anyMatch(Suggestions::isFile);
    }

    private List<Suggestion> arguments(CommandSpec command, List<String> before) {
        List<Suggestion> suggestions = new ArrayList<>();
        for (PositionalParamSpec argument : command.positionalParameters()) {
            suggestions.addAll(values(argument, before));
        }
        if (command.name().equals("help")) {
            suggestions.addAll(commands());
        }
        // Where nothing else can stand, the options are what is left to offer.
        return suggestions.isEmpty() && command.positionalParameters().isEmpty() ? options(command) : suggestions;
    }

    private List<Suggestion> values(ArgSpec argument, List<String> before) {
        List<Suggestion> suggestions = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .map(value -> new Suggestion(value, "", label(argument)))
                    .forEach(suggestions::add);
        }
        Arrays.stream(argument.paramLabel().split("\\W+"))
                .distinct()
                .map(values::get)
                .filter(Objects::nonNull)
                .forEach(fitting -> suggestions.addAll(fitting.apply(before)));
        return suggestions;
    }

    private static List<Suggestion> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> new Suggestion(option.longestName(), description(option.description()), OPTIONS))
                .toList();
    }

    private Optional<CommandSpec> command(String name) {
        return Optional.ofNullable(root.subcommands().get(name)).map(line -> line.getCommandSpec());
    }

    private static Optional<OptionSpec> option(CommandSpec command, String name) {
        return Optional.ofNullable(command.optionsMap().get(name));
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.paramLabel().matches(".*\\b(FILE|FOLDER|PATH)\\b.*");
    }

    private static String label(ArgSpec argument) {
        return argument.paramLabel().toLowerCase(Locale.ROOT);
    }

    /** The first sentence, without what is added to it in parentheses or by examples. */
    private static String description(String[] text) {
        return text.length == 0 ? "" : text[0].split("[;:] | \\(|\\.(?: |$)|, such as ", 2)[0];
    }
}
