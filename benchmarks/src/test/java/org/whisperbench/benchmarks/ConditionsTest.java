package org.whisperbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    @Test
    void commandLineIsWrittenAsItWasTyped() {
        assertEquals(
                "java -Xmx1g -jar target/b.jar Resampler -f 1",
                Conditions.command(List.of("-Xmx1g"), "target/b.jar", "target/b.jar Resampler -f 1"));
        assertEquals("java -cp target/b.jar a.Main x", Conditions.command(List.of(), "target/b.jar", "a.Main x"));
    }

    @Test
    void unknownLoadIsSaidToBeUnknown() {
        assertEquals("unknown", Conditions.load(-1));
        assertEquals("0.50 (average of the last minute)", Conditions.load(0.5));
    }

    @Test
    void allConditionsOfThisMachineAreTold() {
        List<String> lines = Conditions.now().lines();

        assertEquals(5, lines.size());
        assertTrue(lines.get(1).contains(Runtime.getRuntime().availableProcessors() + " processors"), lines.get(1));
    }
}
