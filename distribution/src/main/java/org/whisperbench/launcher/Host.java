package org.whisperbench.launcher;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A framework with the bundles of an installation. */
final class Host implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final long LONGEST_STOP_MILLIS = 30_000;
    private static final String COMMAND_LINE = "(whisperbench.door=command-line)";
    private static final String SCRIPT = "(whisperbench.door=script)";

    private final Installation installation;
    private final FrameworkSlot slot;
    private final Framework framework;

    Host(Installation installation, UserFolders user, FrameworkSlot slot) {
        this.installation = installation;
        this.slot = slot;
        this.framework = new Felix(HostConfiguration.of(installation, user, slot));
    }

    /** Starts the framework and its bundles; what lies in the hot folders is installed when this returns. */
    void start() throws BundleException, IOException {
        try {
            framework.init();
        } catch (BundleException e) {
            if (isInterrupted(e)) {
                throw e;
            }
            LOG.warn("the framework's cache in '{}' was unusable and was made anew", slot.framework(), e);
            slot.forget();
            framework.init();
        }
        framework.start();
        BundleSet bundles = new BundleSet(framework.getBundleContext(), installation.bundles());
        bundles.bringUpToDate();
        bundles.start(BundleSet.Part.PLATFORM);
        // Scans the hot folders once before its start returns.
        bundles.start(BundleSet.Part.WATCH);
    }

    /** Whether somebody wanted the thread to end, and nothing is wrong with what it was doing. */
    private static boolean isInterrupted(BundleException failure) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            interrupted |= cause instanceof InterruptedException || cause instanceof ClosedByInterruptException;
        }
        return interrupted;
    }

    /** Runs one command and returns its exit code. */
    int command(String[] words) throws BundleException {
        return run(COMMAND_LINE, words);
    }

    private int run(String filter, String[] words) throws BundleException {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> door = door(context, filter);
        @SuppressWarnings("unchecked") // the door's property says what it takes
        ToIntFunction<String[]> command = (ToIntFunction<String[]>) context.getService(door);
        try {
            return command.applyAsInt(words);
        } finally {
            if (framework.getState() == Bundle.ACTIVE) {
                context.ungetService(door);
            }
        }
    }

    /**
     * Opens the prompt, and returns when it was left; without a terminal, the lines of standard input are commands.
     *
     * <p>JLine looks its terminals up by the thread's context class loader. Gogo starts its shell in a thread that inherits
     * it from this one. This is the only place that sets a context class loader.
     */
    int prompt(boolean hasTerminal) throws BundleException, IOException, InterruptedException {
        System.setProperty("jline.tmpdir", slot.scratch().toString());
        // Our history is elsewhere; and without a terminal Gogo's commands are wanted, but not its shell.
        System.setProperty("gosh.args", hasTerminal ? "--nohistory" : "--nointeractive --noshutdown --nohistory");
        if (!hasTerminal) {
            System.setProperty("org.jline.terminal.provider", "dumb");
            System.setProperty("org.jline.terminal.dumb", "true");
        }
        BundleSet bundles = new BundleSet(framework.getBundleContext(), installation.bundles());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(bundles.lineReader().orElse(before));
        try {
            bundles.start(BundleSet.Part.PROMPT);
        } finally {
            thread.setContextClassLoader(before);
        }
        if (!hasTerminal) {
            return run(SCRIPT, new String[0]);
        }
        framework.waitForStop(0);
        return 0;
    }

    @Override
    public void close() {
        // The command may not have noticed its interrupt, which is not meant for this.
        boolean interrupted = Thread.interrupted();
        try {
            framework.stop();
            interrupted |= awaitStop();
        } catch (BundleException e) {
            LOG.warn("the framework did not stop", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits on if it is interrupted, since bundles still end what they started; returns whether it was. */
    private boolean awaitStop() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_STOP_MILLIS);
        boolean interrupted = false;
        while (true) {
            try {
                // Zero would be for ever.
                long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                if (framework.waitForStop(left).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                    LOG.warn(
                            "a bundle did not stop within {} s; the process ends without it",
                            LONGEST_STOP_MILLIS / 1000);
                    Runtime.getRuntime().halt(1);
                }
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private static ServiceReference<?> door(BundleContext context, String filter) throws BundleException {
        try {
            return context.getServiceReferences(ToIntFunction.class, filter).stream()
                    .findFirst()
                    .orElseThrow(() -> new BundleException("no bundle opened the door to the commands"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is a constant", e);
        }
    }
}
