package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampErrorsTest {

    private static final List<TimedText> SAID =
            List.of(new TimedText("One,", 0, 1), new TimedText("two", 1, 2), new TimedText("three.", 2, 3));

    @Test
    void nothingComparedHasNoError() {
        TimestampErrors none = TimestampErrors.of(List.of(), List.of(), Normalizer.BASIC);

        assertEquals(TimestampErrors.EMPTY, none);
        assertTrue(none.meanAbsoluteErrorSeconds().isEmpty());
        assertTrue(none.meanErrorSeconds().isEmpty());
        assertTrue(none.closeShare().isEmpty());
    }

    @Test
    void nothingHeardComparesNothing() {
        assertEquals(new TimestampErrors(0, 6, 0, 0, 0), TimestampErrors.of(SAID, List.of(), Normalizer.BASIC));
    }

    @Test
    void theSameTimesHaveNoError() {
        assertEquals(new TimestampErrors(6, 6, 0, 0, 6), TimestampErrors.of(SAID, SAID, Normalizer.BASIC));
    }

    @Test
    void startsAndEndsOfHitWordsAreCompared() {
        List<TimedText> heard = List.of(
                new TimedText("one", 0.1, 0.7),
                new TimedText("too", 1.5, 1.9),
                new TimedText("three", 2.2, 3.4),
                new TimedText("four", 3.5, 4));

        TimestampErrors errors = TimestampErrors.of(SAID, heard, Normalizer.BASIC);

        assertEquals(4, errors.edges());
        assertEquals(6, errors.referenceEdges());
        assertEquals(
                (0.1 + 0.3 + 0.2 + 0.4) / 4, errors.meanAbsoluteErrorSeconds().orElseThrow(), 1e-12);
        assertEquals((0.1 - 0.3 + 0.2 + 0.4) / 4, errors.meanErrorSeconds().orElseThrow(), 1e-12);
        assertEquals(0.5, errors.closeShare().orElseThrow());
    }

    @Test
    void segmentsAreComparedWhereTheirEdgesMeet() {
        List<TimedText> heard = List.of(new TimedText("one two three", 0.5, 3.25));

        TimestampErrors errors = TimestampErrors.of(SAID, heard, Normalizer.BASIC);

        assertEquals(2, errors.edges());
        assertEquals(0.75, errors.absoluteSeconds(), 1e-12);
    }

    @Test
    void anItemWithoutWordsHasNoEdges() {
        List<TimedText> said = List.of(new TimedText("...", 0, 1), new TimedText("a", 1, 2));

        assertEquals(2, TimestampErrors.of(said, said, Normalizer.BASIC).referenceEdges());
    }

    @Test
    void twoTenthsAreClose() {
        List<TimedText> said = List.of(new TimedText("a", 0.1, 1.1));
        List<TimedText> heard = List.of(new TimedText("a", 0.3, 1.3001));

        assertEquals(1, TimestampErrors.of(said, heard, Normalizer.NONE).close());
    }

    @Test
    void filesAreSummed() {
        TimestampErrors one = TimestampErrors.of(SAID, SAID, Normalizer.BASIC);

        assertEquals(new TimestampErrors(12, 12, 0, 0, 12), one.plus(one).plus(TimestampErrors.EMPTY));
    }

    @Test
    void crossedTimesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TimedText("a", 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new TimedText("a", 0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new TimedText("a", Double.NaN, 1));
    }
}
