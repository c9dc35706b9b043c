package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.whisperbench.backend.onnx.WindowSlices.Slice;

/** Timestamps begin at 100; a window has 3000 frames. */
final class WindowSlicesTest {

    @Test
    void nothingIsOneEmptySegmentOfTheWholeWindow() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 3000, List.of())), 3000), cut());
    }

    @Test
    void textWithoutTimestampsIsOneSegmentOfTheWholeWindow() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 3000, List.of(1, 2))), 3000), cut(1, 2));
    }

    @Test
    void oneSegmentEndsAtItsLastTimestamp() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 80, List.of(110, 1, 140))), 3000), cut(110, 1, 140));
    }

    @Test
    void aSingleTimestampOfZeroTellsNoEnd() {
        assertEquals(new WindowSlices(List.of(new Slice(0, 3000, List.of(100, 1))), 3000), cut(100, 1));
    }

    @Test
    void aPairAtTheEndHandsOverToTheNextWindowThere() {
        assertEquals(
                new WindowSlices(List.of(new Slice(20, 80, List.of(110, 1, 140, 140))), 80), cut(110, 1, 140, 140));
    }

    @Test
    void anUnfinishedSegmentAfterTheLastPairIsLeftToTheNextWindow() {
        assertEquals(
                new WindowSlices(List.of(new Slice(20, 80, List.of(110, 1, 140, 150))), 80), cut(110, 1, 140, 150, 2));
    }

    @Test
    void aSingleTimestampAtTheEndFinishesTheWindow() {
        assertEquals(
                new WindowSlices(
                        List.of(new Slice(20, 80, List.of(110, 1, 140)), new Slice(100, 120, List.of(150, 2, 160))),
                        3000),
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

    private static WindowSlices cut(Integer... tokens) {
        return WindowSlices.cut(List.of(tokens), 100, 3000);
    }
}
