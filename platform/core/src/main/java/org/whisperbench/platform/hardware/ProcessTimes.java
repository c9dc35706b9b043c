package org.whisperbench.platform.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Processor time of processes, and of those that they started and that have ended: an engine may start a program for each
 * call. Source: {@code proc_pid_stat(5)}, fields 14 to 17.
 */
final class ProcessTimes {

    private static final int STATE = 3;
    private static final int OWN = 14;
    private static final int OF_FORMER_CHILDREN = 16;
    private static final int AFTER = 18;

    private ProcessTimes() {}

    /** This process, those below it and those that were, as the system counts it: in hundredths of a second. */
    static long ofThisTree(Path proc) {
        ProcessHandle own = ProcessHandle.current();
        return Stream.concat(Stream.of(own), own.descendants())
                .mapToLong(process -> counted(proc, process))
                .sum();
    }

    private static long counted(Path proc, ProcessHandle process) {
        return nanos(proc, process, OWN)
                .orElseGet(() ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos());
    }

    /** The processes below this one, by their threads where the scheduler tells: it counts in nanoseconds. */
    static OptionalLong ofChildren(Path proc) {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        return children.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(children.stream()
                        .mapToLong(child -> scheduled(proc, child).stream()
                                .map(own -> own
                                        + nanos(proc, child, OF_FORMER_CHILDREN).orElse(0))
                                .findFirst()
                                .orElseGet(() -> counted(proc, child)))
                        .sum());
    }

    private static OptionalLong nanos(Path proc, ProcessHandle process, int firstField) {
        return MachineWatch.lines(proc.resolve(process.pid() + "/stat")).stream()
                .limit(1)
                .flatMapToLong(line -> nanos(line, firstField))
                .findFirst();
    }

    /** The sum of the fields from one on to the last that is a processor time; none where the line is cut short. */
    static LongStream nanos(String stat, int firstField) {
        // The second field is in brackets and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length < AFTER - STATE) {
            return LongStream.empty();
        }
        long ticks = 0;
        for (int field = firstField; field < AFTER; field++) {
            ticks += Long.parseLong(fields[field - STATE]);
        }
        return LongStream.of(ticks * MachineWatch.NANOS_PER_TICK);
    }

    private static OptionalLong scheduled(Path proc, ProcessHandle process) {
        try (Stream<Path> threads =
                Files.list(proc.resolve(Long.toString(process.pid())).resolve("task"))) {
            return OptionalLong.of(threads.flatMap(thread -> MachineWatch.lines(thread.resolve("schedstat")).stream())
                    .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                    .sum());
        } catch (IOException e) {
            return OptionalLong.empty(); // it ended, or this system has no such files
        }
    }
}
