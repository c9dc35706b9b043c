package org.whisperbench.platform.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ModelSize;
import org.whisperbench.platform.hardware.Hardware.Accelerator;
import org.whisperbench.platform.hardware.Hardware.Accelerator.Kind;

/** The rules as a table. */
class RecommendationTest {

    private static final double GIB = 1L << 30;

    private static Hardware machine(double memoryGib, int cores, List<Accelerator> accelerators) {
        OptionalLong memory = memoryGib == 0 ? OptionalLong.empty() : OptionalLong.of((long) (memoryGib * GIB));
        return new Hardware(
                new Hardware.SystemFacts("Linux", "6", "amd64", "VM"),
                new Hardware.Processor(
                        "CPU",
                        OptionalInt.of(cores),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(2 * cores),
                        2 * cores),
                new Hardware.Memory(memory, OptionalLong.empty()),
                accelerators,
                new Hardware.Disk(Path.of("models"), OptionalLong.empty(), OptionalLong.empty()),
                List.of());
    }

    private static Accelerator cuda(double gib, String capability) {
        OptionalLong memory = gib == 0 ? OptionalLong.empty() : OptionalLong.of((long) (gib * GIB));
        return new Accelerator(Kind.CUDA, "GPU", memory, capability);
    }

    private static Recommendation onCuda(double gib, String capability) {
        return Recommendation.of(machine(32, 8, List.of(cuda(gib, capability))));
    }

    @ParameterizedTest(name = "{0} GiB: {1}, batch {2}")
    @CsvSource({
        "2, BASE, 2",
        "3.9, BASE, 5",
        "4, MEDIUM, 1",
        "5, MEDIUM, 1",
        "6, LARGE, 1",
        "8.5, LARGE, 1",
        "10, LARGE, 2",
        "12, LARGE, 3",
        "16, LARGE, 6",
        "24, LARGE, 11",
        "32, LARGE, 16",
        "48, LARGE, 27",
        "80, LARGE, 32"
    })
    void aModernGpuIsFilled(double gib, ModelSize size, int batch) {
        Recommendation recommendation = onCuda(gib, "8.9");

        assertEquals(size, recommendation.size());
        assertEquals(batch, recommendation.batch());
        assertEquals("fp16", recommendation.precision());
        assertEquals("cuda", recommendation.device());
    }

    @ParameterizedTest
    @CsvSource({"6141, LARGE", "4040, BASE", "4096, MEDIUM", "12282, LARGE"})
    void aCardThatLacksSomeMebibytesCountsAsSold(int mib, ModelSize size) {
        assertEquals(size, onCuda(mib / 1024.0, "8.6").size());
    }

    @ParameterizedTest
    @CsvSource({"6, LARGE", "4, MEDIUM", "2, BASE"})
    void anOldGpuComputesOneWindowInFullPrecision(double gib, ModelSize size) {
        Recommendation recommendation = onCuda(gib, "6.1");

        assertEquals(size, recommendation.size());
        assertEquals(1, recommendation.batch());
        assertEquals("fp32", recommendation.precision());
        assertEquals("cuda", recommendation.device());
    }

    @ParameterizedTest
    @CsvSource({"8, 3.5", "0, 8.9"})
    void aGpuThatCannotBeUsedOrJudgedIsLeftOut(double gib, String capability) {
        Recommendation recommendation = onCuda(gib, capability);

        assertEquals("cpu", recommendation.device());
        assertEquals(ModelSize.LARGE, recommendation.size());
        assertTrue(recommendation.reasons().get(0).startsWith("the GPU 'GPU' is left out"), recommendation::toString);
    }

    /** A GPU is GiB and compute capability. */
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "2 3.5, 80 9.0, cuda fp16 32",
        "80 9.0, 2 3.5, cuda fp16 32",
        "4 7.5, 24 8.9, cuda fp16 11",
        "24 8.9, 24 6.1, cuda fp16 11",
        "24 6.1, 24 8.9, cuda fp32 1",
        "0 8.9, 12 8.6, cuda fp16 3",
        "2 3.5, 8 3.7, cpu int8 1"
    })
    void ofSeveralGpusTheUsableOneWithTheMostMemoryCounts(String one, String other, String expected) {
        List<Accelerator> gpus = Stream.of(one, other)
                .map(gpu -> gpu.split(" ", -1))
                .map(gpu -> cuda(Double.parseDouble(gpu[0]), gpu[1]))
                .toList();

        Recommendation recommendation = Recommendation.of(machine(32, 8, gpus));

        assertEquals(
                expected,
                "%s %s %d".formatted(recommendation.device(), recommendation.precision(), recommendation.batch()));
    }

    @ParameterizedTest(name = "{0} GiB, {1} cores: {2}, batch {3}")
    @CsvSource({
        "32, 8, LARGE, 1",
        "16, 8, LARGE, 1",
        "15.4, 8, LARGE, 1",
        "15, 8, MEDIUM, 1",
        "8, 8, MEDIUM, 1",
        "7.6, 8, MEDIUM, 1",
        "7, 8, BASE, 1",
        "0, 8, BASE, 1",
        "32, 16, LARGE, 2",
        "8, 16, MEDIUM, 2",
        "4, 16, BASE, 2",
        "32, 4, MEDIUM, 1",
        "32, 2, SMALL, 1",
        "4, 2, BASE, 1",
        "8, 1, SMALL, 1"
    })
    void aProcessorTakesWhatMemoryAndCoresAllow(double gib, int cores, ModelSize size, int batch) {
        Recommendation recommendation = Recommendation.of(machine(gib, cores, List.of()));

        assertEquals(size, recommendation.size());
        assertEquals(batch, recommendation.batch());
        assertEquals("int8", recommendation.precision());
        assertEquals("cpu", recommendation.device());
        assertEquals(cores, recommendation.threads());
    }

    @ParameterizedTest(name = "{0} GiB: {1}, batch {2}")
    @CsvSource({
        "8, MEDIUM, fp16, 1",
        "16, LARGE, fp16, 1",
        "32, LARGE, fp16, 6",
        "64, LARGE, fp16, 16",
        "128, LARGE, fp16, 16",
        "4, BASE, fp32, 2"
    })
    void sharedMemoryIsCountedOnInPart(double gib, ModelSize size, String precision, int batch) {
        Accelerator apple = new Accelerator(Kind.METAL, "Apple M3", OptionalLong.empty(), Hardware.UNKNOWN);
        Recommendation recommendation = Recommendation.of(machine(gib, 8, List.of(apple)));

        assertEquals(size, recommendation.size());
        assertEquals(precision, recommendation.precision());
        assertEquals(batch, recommendation.batch());
        assertEquals("metal", recommendation.device());
    }

    @Test
    void slowCoresDoNotCompute() {
        Hardware eight = machine(16, 8, List.of());
        Hardware mixed = new Hardware(
                eight.system(),
                new Hardware.Processor(
                        "CPU", OptionalInt.of(8), OptionalInt.of(4), OptionalInt.of(4), OptionalInt.of(8), 8),
                eight.memory(),
                List.of(),
                eight.disk(),
                List.of());

        assertEquals(4, Recommendation.of(mixed).threads());
        assertEquals(ModelSize.MEDIUM, Recommendation.of(mixed).size());
    }

    @Test
    void noReasonPromisesASpeed() {
        for (double gib : new double[] {2, 8, 80}) {
            onCuda(gib, "8.9").reasons().forEach(r -> assertTrue(!r.contains("faster") && !r.matches(".*\\dx.*"), r));
        }
    }
}
