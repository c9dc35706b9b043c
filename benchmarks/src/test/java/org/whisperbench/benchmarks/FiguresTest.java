package org.whisperbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void namesOfColumnsAloneAreOneLine() {
        assertEquals(List.of("what  ms"), new Figures("what", "ms").lines());
    }

    @Test
    void firstColumnIsLeftAndOthersAreRight() {
        Figures table = new Figures("what", "ms");
        table.add("encode 30 s", "7.25");

        assertEquals(List.of("what           ms", "encode 30 s  7.25"), table.lines());
    }

    @Test
    void rowsHaveAllColumns() {
        Figures table = new Figures("what", "ms");

        assertThrows(IllegalArgumentException.class, () -> table.add("encode"));
    }

    @Test
    void timesHaveAboutThreeDigits() {
        assertEquals("0.12", Figures.millis(0.000_123));
        assertEquals("12.3", Figures.millis(0.012_34));
        assertEquals("1234", Figures.millis(1.2341));
    }

    @Test
    void ratioSaysHowManyTimesAsLongTheSecondTakes() {
        assertEquals("2.50", Figures.ratio(2, 5));
        assertEquals("-", Figures.ratio(0, 5));
    }
}
