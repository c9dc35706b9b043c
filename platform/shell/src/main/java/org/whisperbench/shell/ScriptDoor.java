package org.whisperbench.shell;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prompt without a terminal: lines of standard input are commands, what they return goes to standard output, problems
 * to standard error, and there is nothing else: no prompt, no echo, no colours.
 */
final class ScriptDoor implements ToIntFunction<String[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptDoor.class);

    private final BundleContext context;
    private final InputStream in;
    private final Console console;

    /**
     * Makes a door.
     *
     * @param console not the console of {@link System}: Gogo has put its own there, which lead to those of a session
     */
    ScriptDoor(BundleContext context, InputStream in, Console console) {
        this.context = context;
        this.in = in;
        this.console = console;
    }

    /** A door to the process' own console. */
    static ScriptDoor ofProcess(BundleContext context) {
        return new ScriptDoor(context, new FileInputStream(FileDescriptor.in), Console.ofProcess());
    }

    /**
     * Runs the commands of standard input to its end.
     *
     * @param words are not used
     * @return the exit code of the last of our commands; 0 if there was none
     */
    @Override
    public int applyAsInt(String[] words) {
        ServiceReference<CommandProcessor> reference = context.getServiceReference(CommandProcessor.class);
        CommandProcessor processor = reference == null ? null : context.getService(reference);
        if (processor == null) {
            console.err().println("whisperbench: the bundles of Gogo are not running, so there is no prompt");
            return Answer.ExitCode.NOT_WELL.number();
        }
        try (CommandSession session = processor.createSession(in, console.out(), console.err());
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            session.put("SCOPE", "whisper:gogo:felix:*");
            session.execute(GogoDoor.SCOPE + ":" + GogoDoor.SETUP);
            session.put(PromptOnly.LEAVING, false);
            for (String line = lines.readLine();
                    line != null && Boolean.FALSE.equals(session.get(PromptOnly.LEAVING));
                    line = lines.readLine()) {
                run(line, session, console);
            }
            return session.get(PromptFunction.EXIT_CODE) instanceof Integer code ? code : 0;
        } catch (IOException e) {
            console.err().println("whisperbench: standard input could not be read: " + e.getMessage());
            return Answer.ExitCode.NOT_WELL.number();
        } catch (Exception e) { // Gogo declares nothing narrower
            throw new IllegalStateException(e);
        } finally {
            context.ungetService(reference);
        }
    }

    private static void run(String line, CommandSession session, Console console) {
        try {
            Object result = session.execute(line);
            if (result instanceof Answer.Failure failure) {
                failure.lines().forEach(console.err()::println);
            } else if (result != null) {
                console.out().println(session.format(result, Converter.INSPECT));
            }
        } catch (Exception e) { // a command of others may throw anything
            LOG.info("a line of the script failed", e);
            session.put(PromptFunction.EXIT_CODE, Answer.ExitCode.NOT_WELL.number());
            console.err()
                    .println(String.valueOf(e.getMessage()).lines().findFirst().orElse("failed"));
        }
        console.out().flush();
        console.err().flush();
    }
}
