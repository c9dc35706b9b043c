package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.worker.ResourceUse.Basis;

/** Which figures are whole, and which are only what was seen. */
@Timeout(60)
class ProcessMeterTest {

    @TempDir
    Path folder;

    private final JsonObject told = new JsonObject().put("cpuNanos", 5L).put("peakBytes", 1L << 40);

    private ProcessTree tree(ProcessHandle root) {
        return new ProcessTree(root, "nobody has this mark");
    }

    @Test
    void psTellsMemoryWhereProcIsMissing() {
        Assumptions.assumeTrue(Files.isExecutable(ResidentMemory.Ps.PROGRAM), "no ps");
        ResidentMemory ps = new ResidentMemory.Ps();

        OptionalLong bytes = ps.bytes(List.of(ProcessHandle.current()));

        assertTrue(bytes.orElse(0) > 1 << 20, bytes::toString);
        assertEquals(OptionalLong.empty(), ps.bytes(List.of(ProcessHandle.current())), "once a second is enough");
        assertEquals(OptionalLong.empty(), new ResidentMemory.Ps().bytes(List.of()));
    }

    @Test
    void aPsThatHangsIsEndedAndSaysNothing() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no sh");
        Path pid = folder.resolve("pid");
        Path hangs = folder.resolve("ps");
        // The number is whole once the file has its name.
        Files.writeString(
                hangs,
                "#!/bin/sh\necho $$ > '%s.new'; mv '%s.new' '%s'\nexec sleep 60\n".replace("%s", pid.toString()));
        Files.setPosixFilePermissions(hangs, PosixFilePermissions.fromString("rwx------"));

        OptionalLong bytes =
                new ResidentMemory.Ps(hangs, Duration.ofSeconds(2)).bytes(List.of(ProcessHandle.current()));

        assertEquals(OptionalLong.empty(), bytes);
        Optional<ProcessHandle> left =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        if (left.isPresent()) {
            left.get().onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aWorkerThatIsAloneIsBelieved() throws Exception {
        Process alone = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessMeter meter = new ProcessMeter(tree(alone.toHandle()), processes -> OptionalLong.of(7));
            meter.begin();

            ResourceUse use = meter.use(meter.beforeCall(), told);

            assertEquals(new ResourceUse(1L << 40, Basis.PEAK, Duration.ofNanos(5), Basis.PEAK), use);
        } finally {
            alone.destroyForcibly().waitFor();
        }
    }

    @Test
    void aWorkerThatHasOrHadAChildIsOnlySampled() throws Exception {
        Assumptions.assumeTrue(TestWorker.LINUX, "children that have ended are seen in /proc");
        Path go = folder.resolve("go");
        Path done = folder.resolve("done");
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "while ! [ -e '%s' ]; do :; done; ls / >/dev/null; touch '%s'; while :; do :; done"
                                .formatted(go, done))
                .start();
        try {
            ProcessMeter meter = new ProcessMeter(tree(shell.toHandle()), processes -> OptionalLong.of(7));
            meter.begin();
            Duration before = meter.beforeCall();
            Files.createFile(go);
            while (!Files.exists(done)) {
                Thread.onSpinWait();
            }

            ResourceUse use = meter.use(before, told);

            assertEquals(Basis.SAMPLED, use.peakBasis());
            assertEquals(Basis.SAMPLED, use.cpuBasis());
        } finally {
            shell.destroyForcibly().waitFor();
        }
    }

    /** An engine that starts a program for each call: it has ended before anybody could look at it. */
    @Test
    void theTimeOfAProgramThatHasEndedIsOfTheCall() throws Exception {
        Assumptions.assumeTrue(TestWorker.LINUX, "children that have ended are seen in /proc");
        Path go = folder.resolve("go");
        Path done = folder.resolve("done");
        String child = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        Process worker = new ProcessBuilder(
                        "sh",
                        "-c",
                        "until [ -e '%s' ]; do read x < /dev/null; done; sh -c '%s'; touch '%s'; read x"
                                .formatted(go, child, done))
                .start();
        try {
            ProcessMeter meter = new ProcessMeter(tree(worker.toHandle()), processes -> OptionalLong.of(7));
            meter.begin();
            Duration before = meter.beforeCall();
            Files.createFile(go);
            while (!Files.exists(done)) {
                Thread.onSpinWait();
            }
            Duration ofWorker = worker.info().totalCpuDuration().orElse(Duration.ZERO);

            ResourceUse use = meter.use(before, told);

            assertTrue(use.cpuTime().minus(ofWorker).toMillis() >= 50, use::toString);
            assertEquals(Basis.SAMPLED, use.cpuBasis());
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatNobodySeesIsUnknown() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        ProcessMeter meter = new ProcessMeter(tree(gone.toHandle()), processes -> OptionalLong.empty());
        meter.begin();

        ResourceUse use = meter.use(meter.beforeCall(), new JsonObject());

        assertEquals(new ResourceUse(0, Basis.UNKNOWN, Duration.ZERO, Basis.UNKNOWN), use);
    }

    @Test
    void aProgramWithBracketsInItsNameIsRead() {
        String stat = "12 (a) b) (c) S 1 12 12 0 -1 4194560 101 202 3 4 5 6 7 8 20 0";

        assertEquals(OptionalLong.of(202), ProcStatus.faultsOfFormerChildren(stat));
        assertEquals(OptionalLong.empty(), ProcStatus.faultsOfFormerChildren("12 (a) S 1"));
        assertEquals(OptionalLong.of(260_000_000), ProcStatus.processorNanos(stat));
        assertEquals(OptionalLong.empty(), ProcStatus.processorNanos("12 (a) S 1"));
    }
}
