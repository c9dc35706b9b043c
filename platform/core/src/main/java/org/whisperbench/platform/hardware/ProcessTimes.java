package org.whisperbench.platform.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Processor time of processes. */
final class ProcessTimes {

    private ProcessTimes() {}

    /** This process and those below it, as the system counts it: in hundredths of a second. */
    static long ofThisTree() {
        ProcessHandle own = ProcessHandle.current();
        return counted(own) + own.descendants().mapToLong(ProcessTimes::counted).sum();
    }

    private static long counted(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** The processes below this one, by their threads where the scheduler tells: it counts in nanoseconds. */
    static OptionalLong ofChildren(Path proc) {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        return children.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(children.stream()
                        .mapToLong(child -> scheduled(proc, child).orElseGet(() -> counted(child)))
                        .sum());
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
