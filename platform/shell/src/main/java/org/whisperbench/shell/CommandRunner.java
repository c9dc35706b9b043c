package org.whisperbench.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.report.JsonReports;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns words into a command, and what it returns into an answer. Both doors come through here: nothing that a command
 * throws gets past.
 */
final class CommandRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    private static final String NAME = "whisperbench";
    private static final Path WORKING_FOLDER = Path.of("").toAbsolutePath();

    private final PlatformServices platform;

    CommandRunner(PlatformServices platform) {
        this.platform = platform;
    }

    /** The names of the commands, in the order in which help lists them. */
    static List<String> names() {
        List<String> names = new ArrayList<>(List.of("backends", "models"));
        names.addAll(StoreCommands.NAMES);
        names.addAll(List.of("check", "transcribe", "benchmark"));
        names.addAll(ResultCommands.NAMES);
        names.addAll(List.of("info", "doctor", "help"));
        return List.copyOf(names);
    }

    /** What the commands and their options are. */
    CommandSpec specification() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return commandLine(commands(), new ProgressLines(nowhere, System::nanoTime))
                .getCommandSpec();
    }

    /** Runs the command that the first word names. */
    Answer run(List<String> words, ProgressLines progress) {
        return run(words, progress, WORKING_FOLDER);
    }

    /** Runs the command that the first word names, with relative paths as seen from a folder. */
    Answer run(List<String> words, ProgressLines progress, Path folder) {
        CommandLine line = commandLine(needed(words), progress);
        if (!folder.equals(WORKING_FOLDER)) {
            line.registerConverter(Path.class, text -> folder.resolve(path(text)));
        }
        try {
            requireCommands(line, words);
            ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
            StringWriter help = new StringWriter();
            line.setOut(new PrintWriter(help));
            line.getSubcommands().values().forEach(sub -> sub.setOut(new PrintWriter(help)));
            if (CommandLine.executeHelpRequest(parsed) != null) {
                return new Answer(help.toString(), help.toString().stripTrailing(), List.of(), 0);
            }
            if (!parsed.hasSubcommand()) {
                return usage("no command; run 'whisperbench help'", words);
            }
            return run((Command) parsed.subcommand().commandSpec().userObject());
        } catch (ParameterException e) {
            return usage(explain(e), words);
        }
    }

    private Answer run(Command command) {
        try {
            Object report = command.report();
            return Answer.of(report, command.json() ? json(Answer.document(report)) : Reports.text(report));
        } catch (WhisperException e) {
            LOG.info("a command failed", e);
            return failure(command, e);
        } catch (InterruptedException e) {
            LOG.info("a command was interrupted", e);
            return failure(command, new WhisperException(ErrorKind.EXTERNAL, "cancelled", e));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a command failed unexpectedly", e);
            String log = platform.setting("whisperbench.log");
            String where = log.isEmpty() ? "the log" : "'" + log + "'";
            String message = "unexpected failure (%s: %s); please report it with %s"
                    .formatted(e.getClass().getSimpleName(), e.getMessage(), where);
            return failure(command, new WhisperException(ErrorKind.INTERNAL, message, e));
        }
    }

    private Answer failure(Command command, WhisperException failure) {
        Answer.Failure report = Answer.Failure.of(failure);
        return Answer.failure(report, command.json() ? json(report) : "", failure);
    }

    /** Jackson takes a tenth of a second to get ready, so only those who want JSON wait for it. */
    private static String json(Object report) {
        return new JsonReports().write(report);
    }

    /** Of words that were not understood, it is still plain who reads the answer. */
    private Answer usage(String problem, List<String> words) {
        WhisperException failure = new WhisperException(ErrorKind.USER, problem);
        Answer.Failure report = Answer.Failure.of(failure);
        return Answer.failure(report, words.contains("--json") ? json(report) : "", failure);
    }

    /** After 'help' the parser lets options pass that there are not, and has no hint for a mistyped command. */
    private static void requireCommands(CommandLine line, List<String> words) {
        if (!words.isEmpty() && words.get(0).equals("help")) {
            for (String word : words.subList(1, words.size())) {
                if (!line.getSubcommands().containsKey(word) && !word.equals("-h") && !word.equals("--help")) {
                    throw new CommandLine.UnmatchedArgumentException(line, List.of(word));
                }
            }
        }
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(
                    "'%s' cannot name a file here: %s".formatted(text, e.getReason()));
        }
    }

    /** The parser's message, the nearest known words and where to read on, in one line. */
    private static String explain(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandName().equals(NAME) ? "" : " " + line.getCommandName();
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("not understood");
        String first = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
        String hint = "; run '" + NAME + name + " --help'";
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return first + hint;
        }
        String word = unmatched.getUnmatched().get(0);
        String problem = name.isEmpty() && !word.startsWith("-") ? "there is no command '" + word + "'" : first;
        List<String> near = unmatched.getSuggestions();
        return problem + (near.isEmpty() ? "" : " (did you mean '%s'?)".formatted(near.get(0))) + hint;
    }

    /** In the order of their names. */
    private List<Function<ProgressLines, Command>> commands() {
        List<Function<ProgressLines, Command>> commands =
                new ArrayList<>(List.of(p -> new BackendsCommand(platform), p -> new ModelsCommand(platform)));
        commands.addAll(StoreCommands.of(platform));
        commands.addAll(List.of(
                p -> new CheckCommand(platform, p),
                p -> new TranscribeCommand(platform, p),
                p -> new BenchmarkCommand(platform, p)));
        commands.addAll(ResultCommands.of(platform));
        commands.addAll(List.of(p -> new InfoCommand(platform), p -> new DoctorCommand(platform, p)));
        return commands;
    }

    /** The command that the first word names: to describe all to the parser takes longer than a short one runs. Else all. */
    private List<Function<ProgressLines, Command>> needed(List<String> words) {
        List<Function<ProgressLines, Command>> commands = commands();
        int named = words.isEmpty() ? -1 : names().indexOf(words.get(0));
        return named >= 0 && named < commands.size() ? List.of(commands.get(named)) : commands;
    }

    private CommandLine commandLine(List<Function<ProgressLines, Command>> commands, ProgressLines progress) {
        CommandSpec root = CommandSpec.create()
                .name(NAME)
                .versionProvider(() -> new String[] {NAME + " " + platform.setting("whisperbench.version")})
                .addOption(CommandLine.Model.OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("show the version")
                        .build())
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this text")
                        .build());
        root.usageMessage()
                .description(
                        "Tells which speech-to-text engines work on this machine, how fast and how right they are.")
                .footer(
                        "",
                        "Without a command the prompt opens. 'whisperbench COMMAND --help' tells about one command.",
                        "With '--log-format json' log events are JSON objects, on standard error and in the log.")
                .synopsisSubcommandLabel("COMMAND");
        CommandLine line = new CommandLine(root);
        commands.stream().map(c -> c.apply(progress)).forEach(line::addSubcommand);
        line.addSubcommand(new CommandLine.HelpCommand());
        line.registerConverter(Path.class, CommandRunner::path);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false);
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(false);
        return line;
    }
}
