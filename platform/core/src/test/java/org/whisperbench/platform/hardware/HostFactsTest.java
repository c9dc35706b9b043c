package org.whisperbench.platform.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {

    @TempDir
    Path folder;

    @Test
    void theModelOfTheFirstProcessorIsRead() throws IOException {
        Path description = Files.writeString(
                folder.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nmodel name\t: Other\n");

        assertEquals("Some CPU @ 2 GHz", HostFacts.cpuModel(description));
    }

    @Test
    void whatIsNotDescribedIsUnknown() {
        String expected = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");

        assertEquals(expected, HostFacts.cpuModel(folder.resolve("nothing")));
    }

    @Test
    void thisMachineHasProcessorsAndMemory() {
        HostFacts facts = HostFacts.read();

        assertTrue(facts.processors() >= 1);
        assertTrue(facts.memoryBytes() > 0);
        assertFalse(facts.os().isBlank());
    }
}
