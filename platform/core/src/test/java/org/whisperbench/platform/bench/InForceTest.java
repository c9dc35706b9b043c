package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InForceTest {

    @ParameterizedTest
    @CsvSource({
        "beam-size, 5, beam, 5",
        "decoding, greedy, beam, 1",
        "decoding, 'beam search, 4', beam, 4",
        "previous-text, unused, condition-on-previous-text, false",
        "previous-text, prompt, condition-on-previous-text, true",
        "condition-on-previous-text, true, condition-on-previous-text, true",
        "vad, false, vad, false",
        "chunking, vad, vad, true",
        "chunking, none, vad, false",
        "threads, default, threads, unknown"
    })
    void aConditionHasOneNameAndOneValueWhateverTheEngineCallsIt(
            String name, String value, String condition, String told) {
        assertEquals(told, InForce.told(Map.of(name, value), condition));
    }

    @Test
    void runsWithAndWithoutThePreviousTextDiffer() {
        Map<String, String> with = InForce.conditions(Map.of("previous-text", "prompt"), Map.of());
        Map<String, String> without = InForce.conditions(Map.of("condition-on-previous-text", "false"), Map.of());

        assertEquals("condition-on-previous-text false, not true", InForce.difference(with, without));
    }
}
