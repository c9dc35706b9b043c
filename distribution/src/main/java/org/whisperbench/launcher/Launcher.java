package org.whisperbench.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.slf4j.LoggerFactory;

/** The process' main class: {@code bin/whisperbench} starts it. */
public final class Launcher {

    private static final int NOT_WELL = 1;
    private static final int USAGE = 2;
    private static final String TEMPORARY = "whisperbench.temporary";
    /** How long a command may take until it hears that it is cancelled. */
    private static final long LONGEST_CANCEL_MILLIS = 1_000;
    /** How much longer one that heard it may take to write what it has finished, on a machine that is busy. */
    private static final long LONGEST_WRITE_MILLIS = 4_000;

    private static final long LONGEST_STOP_MILLIS = 700;

    private final Map<String, String> environment;
    private final PrintStream err;
    /** Whether all is there that a command needs. */
    private volatile boolean started;
    /** Whether the process was told to end. */
    private volatile boolean signalled;

    private Launcher(Map<String, String> environment, PrintStream err) {
        this.environment = environment;
        this.err = err;
    }

    /**
     * Runs a command, or opens the prompt if there is none.
     *
     * @param args the command's words
     */
    public static void main(String[] args) {
        System.exit(new Launcher(System.getenv(), System.err).run(args));
    }

    private int run(String[] args) {
        try {
            return run(LaunchWords.of(List.of(args)));
        } catch (LaunchWords.UnknownFormat e) {
            fail(String.valueOf(e.getMessage()));
            return USAGE;
        }
    }

    private int run(LaunchWords words) {
        try {
            Installation installation = Installation.at(Path.of(System.getProperty("whisperbench.home", ".")));
            UserFolders user = UserFolders.of(System.getProperty("os.name"), environment, home());
            try (FrameworkSlot slot = slot(user, installation)) {
                HostLog.writeTo(slot.log(), words.jsonLog());
                JulToSlf4j.whenUsed();
                // One line like all others, and the trace in the file: such as of a watcher whose bundle goes while it
                // looks.
                Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LoggerFactory.getLogger(Launcher.class)
                        .warn("thread '{}' failed: {}", thread.getName(), failure.getMessage(), failure));
                // Folders of engines in Python, which the next process in this slot deletes if this one cannot.
                System.setProperty(TEMPORARY, slot.scratch().toString());
                return run(words.words().toArray(String[]::new), installation, user, slot);
            }
        } catch (IOException e) {
            return signalled ? cancelled() : fail("cannot start: " + FileProblem.of(e));
        }
    }

    private static FrameworkSlot slot(UserFolders user, Installation installation) throws IOException {
        try {
            return FrameworkSlot.take(user.cache(), installation);
        } catch (FileSystemException e) {
            throw new IOException(
                    "'%s' cannot be used; a cache folder that can be written is needed: XDG_CACHE_HOME,"
                                    .formatted(e.getFile())
                            + " else .cache in HOME",
                    e);
        }
    }

    private int run(String[] args, Installation installation, UserFolders user, FrameworkSlot slot) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (Host host = new Host(installation, user, slot)) {
            Runtime.getRuntime().addShutdownHook(ending(host, done));
            host.start();
            started = true;
            if (signalled) {
                return cancelled();
            }
            if (args.length == 0) {
                return host.prompt(hasTerminal());
            }
            StrayOutput.intoLog();
            return host.command(args);
        } catch (BundleException | IllegalStateException e) {
            // What a signal interrupted fails in many ways, and none of them is a finding.
            if (signalled) {
                return cancelled();
            }
            return fail("the framework did not start: %s (log: '%s')".formatted(reason(e), slot.log()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cancelled();
        } finally {
            done.countDown();
        }
    }

    /** The script asks for the console that is there only where input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // with -Djdk.console=java.base it is null on every release
    private static boolean hasTerminal() {
        return System.console() != null;
    }

    /**
     * What a process does that is told to end: it cancels its command, which may write what it has finished, and stops the
     * bundles, which end what they started.
     */
    private Thread ending(Host host, CountDownLatch done) {
        Thread command = Thread.currentThread();
        return new Thread(
                () -> {
                    // Who has ended may still wait for the cache that Java 25 makes in another process at exit.
                    if (done.getCount() == 0) {
                        return;
                    }
                    if (!started) {
                        // Nobody asked yet for what is found on the way from here; the file has it.
                        HostLog.onlyToFile();
                    }
                    signalled = true;
                    command.interrupt();
                    try {
                        if (done.await(LONGEST_CANCEL_MILLIS, TimeUnit.MILLISECONDS)
                                || (!command.isInterrupted()
                                        && done.await(LONGEST_WRITE_MILLIS, TimeUnit.MILLISECONDS))) {
                            return;
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    // A command that goes on loses what it needs, which is no news to who ended it.
                    HostLog.onlyToFile();
                    endSoon(new Thread(host::close, "closes the host"));
                },
                "shutdown");
    }

    /** A signal is no question: what is still running after this time is left behind, without any process of ours. */
    private void endSoon(Thread closing) {
        closing.start();
        try {
            closing.join(LONGEST_STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            err.println("whisperbench: ended although something was still running");
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            Runtime.getRuntime().halt(EndingSignal.exitCode().orElse(NOT_WELL));
        }
    }

    /** What was wrong first: a bundle's activator says it, and the framework wraps it. */
    private static String reason(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null && first.getCause().getMessage() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage());
    }

    /** Where the environment says the user is at home; Java asks the system's list of users instead. */
    private Path home() {
        String home = environment.getOrDefault("HOME", "");
        return home.isEmpty() ? Path.of(System.getProperty("user.home")) : Path.of(home);
    }

    /** The exit code is the signal's. */
    private int cancelled() {
        return fail("cancelled");
    }

    private int fail(String problem) {
        err.println("whisperbench: " + problem);
        return NOT_WELL;
    }
}
