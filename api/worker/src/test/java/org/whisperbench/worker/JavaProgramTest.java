package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaProgramTest {

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseZGC,0",
        "-XX:+UseG1GC,0",
        "-XX:+UseParallelGC,0",
        "-XX:+UseSerialGC,1",
        "-XX:-UseG1GC,1",
        "-Xmx2g,1",
        "-XX:+UseMaximumCompactionOnSystemGC,1"
    })
    void theSerialCollectorIsOnlyADefault(String option, int times) {
        JavaProgram program = new JavaProgram(List.of(option), List.of(), Path.of("/tmp"));

        List<String> command = program.command("Main", List.of()).command();

        assertEquals(times, command.stream().filter("-XX:+UseSerialGC"::equals).count(), command::toString);
        assertEquals(1, command.stream().distinct().filter(option::equals).count(), command::toString);
    }
}
