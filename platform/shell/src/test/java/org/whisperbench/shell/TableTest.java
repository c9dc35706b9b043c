package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = Table.of("name", ">s", "text").row("a", "10.5", "").row("longer", "1", "x");

        assertEquals(List.of("name       s  text", "a       10.5", "longer     1  x"), table.lines());
    }

    @Test
    void charactersCountOnceHoweverManyUnitsTheyTake() {
        assertEquals(
                List.of("a   b", "𝄞𝄞  x"), Table.of("a", "b").row("𝄞𝄞", "x").lines());
    }

    @Test
    void nothingInACellMovesTheCursor() {
        assertEquals(
                List.of("a", "x\uFFFD[2J\uFFFDy"),
                Table.of("a").row("x\u001b[2J\ny").lines());
    }

    @Test
    void rowsHaveAsManyCellsAsTheHeading() {
        Table table = Table.of("a", "b");

        assertThrows(IllegalArgumentException.class, () -> table.row("only one"));
    }
}
