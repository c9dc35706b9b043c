package org.whisperbench.platform.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {

    @TempDir
    Path folder;

    private HostMemory.Peak peak(HostMemory memory) {
        memory.begin();
        return memory.peak();
    }

    @Test
    void thePeakIsOfTheRunsWhereTheSystemBeginsAnew() throws IOException {
        Files.writeString(
                folder.resolve("status"), "Name:\tjava\nVmPeak:\t 9000 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n");

        assertEquals(new HostMemory.Peak(OptionalLong.of(2 << 20), "start"), peak(new HostMemory(folder)));

        Path clear = Files.writeString(folder.resolve("clear_refs"), "");
        assertEquals(new HostMemory.Peak(OptionalLong.of(2 << 20), "runs"), peak(new HostMemory(folder)));
        assertEquals("5", Files.readString(clear));
    }

    @Test
    void elsewhereItIsUnknown() throws IOException {
        assertEquals(HostMemory.Peak.UNKNOWN, peak(new HostMemory(folder.resolve("nowhere"))));
        Files.writeString(folder.resolve("status"), "Name:\tVmHWM: 3 kB\n");
        assertEquals(HostMemory.Peak.UNKNOWN, peak(new HostMemory(folder)));
    }

    @Test
    void theLargerOfTwoIsKept() {
        HostMemory.Peak small = new HostMemory.Peak(OptionalLong.of(1), "runs");
        HostMemory.Peak large = new HostMemory.Peak(OptionalLong.of(2), "runs");

        assertEquals(large, large.or(small));
        assertEquals(large, small.or(large));
        assertEquals(small, HostMemory.Peak.UNKNOWN.or(small));
    }

    @Test
    void thisProgramIsSeen() {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc here");
        HostMemory memory = HostMemory.ofThisProgram();
        memory.begin();
        long before = memory.peak().bytes().orElseThrow();
        byte[] touched = new byte[200 << 20];
        for (int i = 0; i < touched.length; i += 4096) {
            touched[i] = 1;
        }

        assertTrue(memory.peak().bytes().orElseThrow() >= Math.max(before, 200 << 20), () -> "before: " + before);
        assertEquals(1, touched[0]);
    }
}
