package org.whisperbench.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker's process and every process that came from it. Children are found through their parents; on Linux, one that
 * has left its parents (forked twice, new session) is found through a marker that it inherited in its environment. A
 * process that leaves its parents unseen and clears its environment, or does so on another system, is not found.
 *
 * <p>Any number of threads may use it.
 */
final class ProcessTree {

    /** Name of the variable that marks the processes of a worker. */
    static final String MARKER = "WHISPERBENCH_WORKER";

    private static final Path PROC = Path.of("/proc");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final ProcessHandle root;
    private final String marker;
    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.marker = MARKER + "=" + mark + "\0";
        known.add(root);
    }

    /** Returns the processes that live and have not left their parents unseen; the worker's own is the first. */
    synchronized Set<ProcessHandle> family() {
        Set<ProcessHandle> now = new LinkedHashSet<>(known);
        known.forEach(one -> one.descendants().forEach(now::add));
        now.removeIf(one -> !lives(one));
        known.addAll(now);
        known.removeIf(one -> !one.equals(root) && !now.contains(one));
        return now;
    }

    /** Returns the most resident memory that the worker's own process ever had, in bytes; empty where it is not kept. */
    OptionalLong rootPeakBytes() {
        return status(root.pid()).map(ProcStatus::peakBytes).orElseGet(OptionalLong::empty);
    }

    /**
     * Returns a count that grows whenever a child of the worker's own process ends: its page faults, see
     * proc_pid_stat(5); empty where it is not kept.
     */
    OptionalLong faultsOfFormerChildren() {
        return read(PROC.resolve(root.pid() + "/stat"))
                .map(ProcStatus::faultsOfFormerChildren)
                .orElseGet(OptionalLong::empty);
    }

    /** Returns the processor time of a process and of the children that it had; empty where it cannot be known. */
    static Optional<Duration> processorTime(ProcessHandle one) {
        return read(PROC.resolve(one.pid() + "/stat"))
                .map(ProcStatus::processorNanos)
                .filter(OptionalLong::isPresent)
                .map(nanos -> Duration.ofNanos(nanos.getAsLong()))
                .or(() -> one.info().totalCpuDuration());
    }

    /**
     * Kills until nothing is left to kill: what is found is killed, and what it started meanwhile is looked for again.
     *
     * @return whether nothing is left
     */
    boolean kill() {
        long start = System.nanoTime();
        while (true) {
            // Descendants before they lose their parents, then those that already have.
            Set<ProcessHandle> living = family();
            living.addAll(marked());
            living.forEach(ProcessHandle::destroyForcibly);
            if (living.isEmpty()) {
                return true;
            }
            remember(living);
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private synchronized void remember(Set<ProcessHandle> living) {
        known.addAll(living);
    }

    private static boolean lives(ProcessHandle one) {
        return one.isAlive() && status(one.pid()).filter(ProcStatus::isZombie).isEmpty();
    }

    /** Returns the text of the status file, or empty where there is none. */
    static Optional<String> status(long pid) {
        return read(PROC.resolve(pid + "/status"));
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // Another system, another user's process, or one that has just ended.
            return Optional.empty();
        }
    }

    private Set<ProcessHandle> marked() {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        if (!Files.isReadable(PROC.resolve("self/environ"))) {
            return found;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                if (read(process.resolve("environ"))
                        .filter(e -> e.contains(marker))
                        .isPresent()) {
                    ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())))
                            .filter(ProcessTree::lives)
                            .ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The list of processes went away; the next round reads it again.
            return found;
        }
        return found;
    }
}
