package org.whisperbench.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Opens the two doors to the commands: a service of type {@link ToIntFunction} from arguments to exit code, with the
 * property {@code whisperbench.door=command-line}, and Gogo functions while Gogo runs.
 */
public final class ShellActivator implements BundleActivator {

    private static final String GOGO = "org.apache.felix.service.command";
    /** Says whose console commands write to: "process" where {@link System}'s leads elsewhere. */
    private static final String CONSOLE = "whisperbench.console";

    private static final String PROCESS = "process";
    private static final String PROMPT = GOGO + ".CommandProcessor";

    private final Deque<Runnable> doors = new ArrayDeque<>();

    /** Creates the activator; the framework calls it. */
    public ShellActivator() {
        // Work begins in start.
    }

    @Override
    public void start(BundleContext context) {
        PlatformServices platform = new FrameworkServices(context);
        CommandRunner runner = new CommandRunner(platform);
        CommandLineDoor door =
                new CommandLineDoor(runner, consoles(context), Colours.of(System.getenv(), System.console()));
        doors.push(
                context.registerService(
                        ToIntFunction.class,
                        door,
                        FrameworkUtil.asDictionary(Map.of("whisperbench.door", "command-line")))::unregister);
        // Only where somebody brings a prompt: a single command need not wait for what belongs to it.
        ServiceTracker<Object, GogoDoor> prompts =
                new ServiceTracker<>(context, PROMPT, new PromptDoor(context, runner, platform));
        prompts.open();
        doors.push(prompts::close);
    }

    /** Opens the door at the prompt while Gogo's service is there; its classes are, then, too. */
    private record PromptDoor(BundleContext context, CommandRunner runner, PlatformServices platform)
            implements ServiceTrackerCustomizer<Object, GogoDoor> {

        @Override
        public @Nullable GogoDoor addingService(ServiceReference<Object> reference) {
            return isWired(context, GOGO) ? new GogoDoor(context, runner, platform, ShellActivator::console) : null;
        }

        @Override
        public void modifiedService(ServiceReference<Object> reference, GogoDoor door) {
            // Its properties do not matter.
        }

        @Override
        public void removedService(ServiceReference<Object> reference, GogoDoor door) {
            door.close();
        }
    }

    @Override
    public void stop(BundleContext context) {
        while (!doors.isEmpty()) {
            doors.pop().run();
        }
    }

    /** Asked at every call: Gogo puts the session's own streams in place while a command runs. */
    private static Supplier<Console> consoles(BundleContext context) {
        return PROCESS.equals(context.getProperty(CONSOLE)) ? Console::ofProcess : ShellActivator::console;
    }

    private static Console console() {
        return new Console(System.out, System.err);
    }

    private static boolean isWired(BundleContext context, String importedPackage) {
        return context.getBundle().adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package").stream()
                .anyMatch(wire -> importedPackage.equals(
                        wire.getCapability().getAttributes().get("osgi.wiring.package")));
    }
}
