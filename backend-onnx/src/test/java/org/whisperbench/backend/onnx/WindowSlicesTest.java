package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.whisperbench.backend.onnx.WindowSlices.Slice;

/** Timestamps begin at 100; a window has 3000 frames. */
final class WindowSlicesTest {

    @Test
    void nothingIsOneEmptySegmentOfTheWholeWindow() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 3000, List.of())), 3000, false), cut());
    }

    @Test
    void textWithoutTimestampsIsOneSegmentOfTheWholeWindow() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 3000, List.of(1, 2))), 3000, false), cut(1, 2));
    }

    @Test
    void oneSegmentEndsAtItsLastTimestamp() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 80, List.of(110, 1, 140))), 3000, false), cut(110, 1, 140));
    }

    @Test
    void aSingleTimestampOfZeroTellsNoEnd() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 3000, List.of(100, 1))), 3000, false), cut(100, 1));
    }

    @Test
    void aPairAtTheEndHandsOverToTheNextWindowThere() {
        assertEquals(
                new WindowSlices(List.of(new Slice(20, 80, List.of(110, 1, 140, 140))), 80, false),
                cut(110, 1, 140, 140));
    }

    @Test
    void anUnfinishedSegmentAfterTheLastPairIsLeftToTheNextWindow() {
        assertEquals(
                new WindowSlices(List.of(new Slice(20, 80, List.of(110, 1, 140, 150))), 80, true),
                cut(110, 1, 140, 150, 2));
    }

    @Test
    void aSingleTimestampAtTheEndFinishesTheWindow() {
        assertEquals(
                new WindowSlices(
                        List.of(new Slice(20, 80, List.of(110, 1, 140)), new Slice(100, 120, List.of(150, 2, 160))),
                        3000,
                        false),
                cut(110, 1, 140, 150, 2, 160));
    }

    @Test
    void aPairAtZeroStillMovesOn() {
        assertEquals(3000, cut(100, 100).advanceFrames());
    }

    @Test
    void aShorterWindowMovesOnByItsFrames() {
        assertEquals(700, WindowSlices.cut(List.of(1, 2), 100, 700).advanceFrames());
        assertEquals(700, WindowSlices.cut(List.of(1), 100, 701).slices().get(0).endFrame());
    }

    @Test
    void whatIsThrownAwayJustBeforeACutIsStillToBeDecoded() {
        assertTrue(cut(110, 1, 100 + 1495, 100 + 1495, 2).leavesRest(3000));
        assertFalse(cut(110, 1, 100 + 1496, 100 + 1496, 2).leavesRest(3000), "too short for a word");
        assertFalse(cut(110, 1, 100 + 1500, 100 + 1500, 2).leavesRest(3000), "the cut is reached");
    }

    @Test
    void aSegmentThatEndsJustBeforeACutLeavesNothing() {
        assertFalse(cut(110, 1, 100 + 1476, 100 + 1476).leavesRest(3000));
        assertTrue(cut(110, 1, 100 + 1475, 100 + 1475).leavesRest(3000), "half a second");
        assertFalse(cut(110, 1, 140).leavesRest(3000));
        assertFalse(WindowSlices.none(3000).leavesRest(3000));
    }

    private static WindowSlices cut(Integer... tokens) {
        return WindowSlices.cut(List.of(tokens), 100, 3000);
    }
}
