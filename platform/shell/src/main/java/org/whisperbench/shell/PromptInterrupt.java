package org.whisperbench.shell;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.jline.terminal.Terminal;

/**
 * What Ctrl-C does while one of our commands runs at a terminal: it interrupts the command, which then ends in order. By
 * itself Gogo would give the command up, and show the name of an exception.
 */
final class PromptInterrupt implements AutoCloseable {

    private final Terminal terminal;
    private final Terminal.SignalHandler before;
    private final AtomicBoolean pressed;

    private PromptInterrupt(Terminal terminal, Terminal.SignalHandler before, AtomicBoolean pressed) {
        this.terminal = terminal;
        this.before = before;
        this.pressed = pressed;
    }

    /** Whether a session has a terminal, and the command that asks is not one in the background. */
    static boolean isThere(CommandSession session) {
        Process process = Process.Utils.current();
        Job job = process == null ? null : process.job();
        boolean isForeground = job == null || job.status() != Job.Status.Background;
        return isForeground && session.get(".terminal") != null;
    }

    /** Lets the key interrupt this thread. */
    static PromptInterrupt of(CommandSession session) {
        Terminal terminal = (Terminal) session.get(".terminal");
        Thread command = Thread.currentThread();
        AtomicBoolean pressed = new AtomicBoolean();
        return new PromptInterrupt(
                terminal,
                terminal.handle(Terminal.Signal.INT, signal -> {
                    if (pressed.compareAndSet(false, true)) {
                        command.interrupt();
                    } else {
                        giveUp(session);
                    }
                }),
                pressed);
    }

    /** A command may wait for a server that says nothing, and hears no interrupt; pressed again, the key leaves it behind. */
    private static void giveUp(CommandSession session) {
        Job job = session.foregroundJob();
        if (job != null) {
            job.interrupt();
        }
    }

    /** Where progress goes: what is written to the streams of a command, Gogo shows when the command is over. */
    PrintStream progress() {
        return new PrintStream(terminal.output(), true, terminal.encoding());
    }

    Terminal terminal() {
        return terminal;
    }

    boolean wasPressed() {
        return pressed.get();
    }

    @Override
    public void close() {
        terminal.handle(Terminal.Signal.INT, before);
        if (pressed.get()) {
            // Pressed too late to matter: the next command is not to be cancelled.
            Thread.interrupted();
        }
    }
}
