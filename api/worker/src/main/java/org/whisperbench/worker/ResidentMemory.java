package org.whisperbench.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How much memory processes hold just now, as the system tells it. */
interface ResidentMemory {

    /** Returns the sum of the resident memory of the processes in bytes, or empty where it cannot be known now. */
    OptionalLong bytes(Collection<ProcessHandle> processes);

    /** Returns the way of this system. */
    static ResidentMemory ofThisSystem() {
        if (Files.isReadable(Path.of("/proc/self/status"))) {
            return ResidentMemory::fromProc;
        }
        return Files.isExecutable(Ps.PROGRAM) ? new Ps() : processes -> OptionalLong.empty();
    }

    private static OptionalLong fromProc(Collection<ProcessHandle> processes) {
        long bytes = 0;
        for (ProcessHandle process : processes) {
            bytes += ProcessTree.status(process.pid())
                    .map(ProcStatus::residentBytes)
                    .orElseGet(OptionalLong::empty)
                    .orElse(0);
        }
        return OptionalLong.of(bytes);
    }

    /** Asks the program {@code ps} of POSIX, which macOS has too; rarely, since each time starts a process. */
    final class Ps implements ResidentMemory {

        static final Path PROGRAM = Path.of("/bin/ps");

        private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,10})\\s+(\\d{1,12})\\s*");
        private static final Duration INTERVAL = Duration.ofSeconds(1);
        private static final long KIBI = 1024;

        private static final Duration PATIENCE = Duration.ofSeconds(2);

        private final Path program;
        private final Duration patience;
        private long next = System.nanoTime();

        Ps() {
            this(PROGRAM, PATIENCE);
        }

        /** Asks a program that may take so long; one that takes longer is killed. */
        Ps(Path program, Duration patience) {
            this.program = program;
            this.patience = patience;
        }

        @Override
        public OptionalLong bytes(Collection<ProcessHandle> processes) {
            if (processes.isEmpty() || System.nanoTime() - next < 0) {
                return OptionalLong.empty();
            }
            next = System.nanoTime() + INTERVAL.toNanos();
            String pids = processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(","));
            try {
                Process ps = new ProcessBuilder(program.toString(), "-o", "pid=,rss=", "-p", pids)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(ps.getInputStream(), StandardCharsets.US_ASCII))) {
                    // The lines of a few processes wait in the pipe until it has ended.
                    return ps.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS) ? sum(lines) : OptionalLong.empty();
                } finally {
                    ps.destroyForcibly();
                }
            } catch (IOException e) {
                // Without an answer nothing is known, which is what the caller is told.
                return OptionalLong.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return OptionalLong.empty();
            }
        }

        private static OptionalLong sum(BufferedReader lines) throws IOException {
            long kibi = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LINE.matcher(line);
                kibi += matcher.matches() ? Long.parseLong(matcher.group(2)) : 0;
            }
            return kibi == 0 ? OptionalLong.empty() : OptionalLong.of(kibi * KIBI);
        }
    }
}
