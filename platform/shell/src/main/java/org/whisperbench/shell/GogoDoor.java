package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The door at the prompt: each command is a function of the scope {@code whisper} that returns its typed report, so that
 * commands compose; a converter shows a report as text. Besides the commands of the command line there are those that make
 * sense at a prompt only.
 */
final class GogoDoor implements AutoCloseable {

    static final String SCOPE = "whisper";
    /** Called by the prompt's profile, once the line reader is there. */
    static final String SETUP = "__prompt";

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    GogoDoor(BundleContext context, CommandRunner runner, PlatformServices platform, Supplier<Console> console) {
        for (String name : CommandRunner.names()) {
            PromptFunction function = new PromptFunction(name, runner, console);
            register(context, name, name.equals("help") ? new PromptHelp(function) : function);
        }
        for (PromptOnly command : PromptOnly.values()) {
            register(context, command.word(), command.function(context));
        }
        register(context, SETUP, new PromptSetup(runner, platform, System.getenv()));
        registrations.add(context.registerService(
                Converter.class,
                new PromptConverter(Colours.of(System.getenv(), System.console())),
                FrameworkUtil.asDictionary(Map.of(Converter.CONVERTER_CLASSES, Record.class.getName()))));
        registrations.add(context.registerService(
                ToIntFunction.class,
                ScriptDoor.ofProcess(context),
                FrameworkUtil.asDictionary(Map.of("whisperbench.door", "script"))));
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private void register(BundleContext context, String name, Function function) {
        registrations.add(context.registerService(
                Function.class,
                function,
                FrameworkUtil.asDictionary(
                        Map.of("osgi.command.scope", SCOPE, "osgi.command.function", new String[] {name}))));
    }
}
