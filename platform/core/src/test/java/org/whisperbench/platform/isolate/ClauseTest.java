package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClauseTest {

    @Test
    void targetsAndParametersAreToldApart() {
        assertEquals(List.of(), Clause.of(null));
        assertEquals(List.of(), Clause.of(" "));
        assertEquals(
                List.of(
                        new Clause(
                                List.of("a.so", "b.so"),
                                Map.of("osname", List.of("Linux", "SunOS"), "osversion", List.of("[1,2)"))),
                        new Clause(List.of("c,d;e=f\"g"), Map.of("x", List.of("y"))),
                        new Clause(List.of("*"), Map.of())),
                Clause.of("a.so; b.so;osname=Linux ;OSName = SunOS; osversion=\"[1,2)\" ,\"c,d;e=f\\\"g\";x:=y,,*"));
    }
}
