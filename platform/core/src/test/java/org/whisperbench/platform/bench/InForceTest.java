package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
        "threads, default, threads, unknown",
        "threads, the engine's own choice, threads, unknown",
        "threads, '2, as asked', threads, 2"
    })
    void aConditionHasOneNameAndOneValueWhateverTheEngineCallsIt(
            String name, String value, String condition, String told) {
        assertEquals(told, InForce.told(Map.of(name, value), condition));
    }

    /** A value with a comma of its own was once repeated for each file, and then was no number of beams any more. */
    @Test
    void whatIsToldOfEachFileIsNamedOnce() {
        Map<String, String> first = Map.of("decoding", "beam search, 4", "language", "de, detected");
        Map<String, String> second = Map.of("decoding", "beam search, 4", "language", "en, detected");

        Map<String, String> all = InForce.together(List.of(first, second, first));

        assertEquals(Map.of("decoding", "beam search, 4", "language", "de, detected, en, detected"), all);
        assertEquals("4", InForce.told(all, "beam"));
    }

    @Test
    void runsWithAndWithoutThePreviousTextDiffer() {
        Map<String, String> with = InForce.conditions(Map.of("previous-text", "prompt"), Map.of());
        Map<String, String> without = InForce.conditions(Map.of("condition-on-previous-text", "false"), Map.of());

        assertEquals("condition-on-previous-text false, not true", InForce.difference(with, without));
    }
}
