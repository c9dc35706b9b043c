package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Makes Gogo's line reader ours: completion of our commands, a history of our own, no colours for those who want none. */
final class PromptSetup implements Function {

    private static final String READER = ".reader";
    private static final String HISTORY = "whisperbench.history";
    /** Gogo calls it for a word that is no command, with the word and its arguments. */
    private static final String NO_SUCH_COMMAND = "default";

    private static final String GREETING =
            "Whisperbench. 'help' lists the commands, Tab completes, Ctrl-C cancels, Ctrl-D leaves.";

    private final CommandRunner runner;
    private final PlatformServices platform;
    private final Map<String, String> environment;

    PromptSetup(CommandRunner runner, PlatformServices platform, Map<String, String> environment) {
        this.runner = runner;
        this.platform = platform;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) {
        session.put(NO_SUCH_COMMAND, (Function) (caller, words) -> {
            caller.put(PromptFunction.EXIT_CODE, Answer.ExitCode.USAGE.number());
            return unknown(String.valueOf(words.get(0)));
        });
        if (session.get(READER) instanceof LineReaderImpl reader) {
            setUp(reader, session);
            reader.getTerminal().writer().println(GREETING);
        }
        return null;
    }

    private void setUp(LineReaderImpl reader, CommandSession session) {
        Suggestions suggestions = new Suggestions(runner.specification(), new KnownWords(platform).byLabel());
        reader.setCompleter(
                new PromptCompleter(suggestions, reader.getCompleter(), PromptSetup::isOurs, session::currentDir));
        String history = platform.setting(HISTORY);
        if (history.isEmpty()) {
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
        } else {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
        if (!Colours.areWanted(environment)) {
            reader.setOpt(LineReader.Option.DISABLE_HIGHLIGHTER);
            // It marks where a line ended, in grey.
            reader.unsetOpt(LineReader.Option.AUTO_FRESH_LINE);
            List.of(
                            LineReader.COMPLETION_STYLE_GROUP,
                            LineReader.COMPLETION_STYLE_LIST_GROUP,
                            LineReader.COMPLETION_STYLE_DESCRIPTION,
                            LineReader.COMPLETION_STYLE_LIST_DESCRIPTION,
                            LineReader.COMPLETION_STYLE_STARTING,
                            LineReader.COMPLETION_STYLE_LIST_STARTING)
                    .forEach(style -> reader.setVariable(style, ""));
        }
    }

    private static boolean isOurs(String word) {
        String own = word.startsWith(GogoDoor.SCOPE + ":") ? word.substring(word.indexOf(':') + 1) : word;
        return known().contains(own);
    }

    private static List<String> known() {
        List<String> names = new ArrayList<>(CommandRunner.names());
        for (PromptOnly command : PromptOnly.values()) {
            names.add(command.word());
        }
        return names;
    }

    static Answer.Failure unknown(String word) {
        String near = known().stream()
                .filter(name -> name.startsWith(word) || word.startsWith(name))
                .findFirst()
                .map(" (did you mean '%s'?)"::formatted)
                .orElse("");
        return Answer.Failure.of(
                new WhisperException(ErrorKind.USER, "there is no command '%s'%s; run 'help'".formatted(word, near)));
    }
}
