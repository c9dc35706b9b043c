package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ErrorKind;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "0,exit code 0",
        "1,exit code 1",
        "128,exit code 128",
        "137,SIGKILL",
        "139,SIGSEGV",
        "135,signal 7",
        "255,exit code 255",
        "-1073741819,exit code -1073741819"
    })
    void aSignalHasItsName(int code, String display) {
        assertEquals(display, new ExitStatus(code).display());
    }

    @Test
    void everyFailureHasASentenceAndAKind() {
        List<WorkerFailure> failures = List.of(
                new WorkerFailure.Failed(WorkerErrorKind.AUDIO, ErrorKind.USER, "no such recording", "", List.of()),
                new WorkerFailure.TimedOut(WorkerFailure.TimedOut.Limit.STALL, Duration.ofMillis(1500), List.of()),
                new WorkerFailure.TimedOut(WorkerFailure.TimedOut.Limit.TOTAL, Duration.ofSeconds(2), List.of()),
                new WorkerFailure.Crashed(new ExitStatus(134), List.of()),
                new WorkerFailure.Garbled("a frame is not JSON", List.of()),
                new WorkerFailure.Cancelled(List.of()),
                new WorkerFailure.ProtocolMismatch(1, 2, List.of()));

        assertEquals(
                List.of(
                        "no such recording",
                        "worker was silent for 1.5 s and was killed",
                        "worker took longer than 2.0 s and was killed",
                        "worker ended with SIGABRT before it answered",
                        "worker sent what is no answer and was killed: a frame is not JSON; run it again, and"
                                + " report it to the backend's author if it happens again",
                        "worker was cancelled",
                        "worker speaks protocol 2, but the host speaks protocol 1; install a backend and a host of one"
                                + " release"),
                failures.stream().map(WorkerFailure::sentence).toList());
        assertEquals(
                List.of(
                        ErrorKind.USER,
                        ErrorKind.RESOURCES,
                        ErrorKind.RESOURCES,
                        ErrorKind.EXTERNAL,
                        ErrorKind.INTERNAL,
                        ErrorKind.EXTERNAL,
                        ErrorKind.BACKEND_UNAVAILABLE),
                failures.stream().map(WorkerFailure::errorKind).toList());
    }

    @Test
    void theStatusOfAProcessIsRead() {
        String status = "Name:\tx\nState:\tZ (zombie)\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";

        assertTrue(ProcStatus.isZombie(status));
        assertFalse(ProcStatus.isZombie("State:\tS (sleeping)\n"));
        assertEquals(OptionalLong.of(2 << 20), ProcStatus.peakBytes(status));
        assertEquals(OptionalLong.of(1 << 20), ProcStatus.residentBytes(status));
        assertEquals(OptionalLong.empty(), ProcStatus.peakBytes("Name:\tVmHWM: 3 kB\n"));
    }

    @Test
    void limitsArePositive() {
        assertThrows(IllegalArgumentException.class, () -> new CallLimits(Duration.ZERO, Duration.ofSeconds(1)));
    }
}
