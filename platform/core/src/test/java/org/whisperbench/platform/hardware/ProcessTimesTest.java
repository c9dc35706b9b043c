package org.whisperbench.platform.hardware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program used that an engine started for a call and that has ended is not the load of others. */
@EnabledOnOs(OS.LINUX)
class ProcessTimesTest {

    private static final Path PROC = Path.of("/proc");
    private static final String COUNT = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; ";
    /** Counting so far takes any processor longer than this. */
    private static final long LEAST_NANOS = 50_000_000;

    @TempDir
    Path folder;

    private Path go;
    private Path done;

    @BeforeEach
    void name() {
        go = folder.resolve("go");
        done = folder.resolve("done");
    }

    private static long nanosOf(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    @Test
    void aProgramThatHasEndedCounts() throws Exception {
        long before = ProcessTimes.ofThisTree(PROC) - nanosOf(ProcessHandle.current());

        assertEquals(0, new ProcessBuilder("sh", "-c", COUNT).start().waitFor());

        long former = ProcessTimes.ofThisTree(PROC) - nanosOf(ProcessHandle.current()) - before;
        assertTrue(former >= LEAST_NANOS, () -> former + " ns");
    }

    @Test
    void aProgramThatAWorkerStartedAndThatHasEndedCounts() throws Exception {
        Process worker = new ProcessBuilder(
                        "sh",
                        "-c",
                        "until [ -e '%s' ]; do read x < /dev/null; done; (%s); touch '%s'; read x"
                                .formatted(go, COUNT, done))
                .start();
        try {
            long others = ProcessTimes.ofChildren(PROC).orElseThrow();
            Files.createFile(go);
            while (!Files.exists(done)) {
                Thread.onSpinWait();
            }

            long formerOfWorker = Files.readString(PROC.resolve(worker.pid() + "/stat"))
                    .lines()
                    .flatMapToLong(line -> ProcessTimes.nanos(line, 16))
                    .sum();
            assertTrue(formerOfWorker >= LEAST_NANOS, () -> formerOfWorker + " ns");
            assertTrue(ProcessTimes.ofChildren(PROC).orElseThrow() - others >= formerOfWorker - 10_000_000);
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }

    @Test
    void aNameWithBracketsAndALineThatIsCutShortAreRead() {
        String stat = "12 (a) b) (c) S 1 12 12 0 -1 4194560 101 202 3 4 5 6 7 8 20 0";

        assertArrayEquals(new long[] {260_000_000}, ProcessTimes.nanos(stat, 14).toArray());
        assertArrayEquals(new long[] {150_000_000}, ProcessTimes.nanos(stat, 16).toArray());
        assertEquals(OptionalLong.empty(), ProcessTimes.nanos("12 (a) S 1", 14).findFirst());
    }
}
