package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Word times of attentions of which it is known what they are to give. */
final class TokenTimesTest {

    private static final int TOKENS = 4;
    private static final int FRAMES = 40;

    @Test
    void aDiagonalAttentionIsFollowed() {
        int[] frames = TokenTimes.frames(diagonal(), FRAMES, 7);

        for (int token = 0; token < TOKENS; token++) {
            assertEquals(10 * token, frames[token], 1);
        }
        assertEquals(0, TokenTimes.frames(List.of(), FRAMES, 7).length);
    }

    /** Where all tokens attend alike, as in fp16 where a softmax is nothing but zeros, the deviation is 0. */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 0.3", "14, 0", "24, 0.125"})
    void aStretchOfEqualAttentionLeavesTheTimesAroundItAlone(int from, float value) {
        List<List<float[]>> steps = diagonal();
        steps.forEach(step -> Arrays.fill(step.get(0), from, from + 4, value));

        int[] frames = TokenTimes.frames(steps, FRAMES, 7);

        for (int token = 0; token < TOKENS; token++) {
            assertEquals(10 * token, frames[token], 4, Arrays.toString(frames));
        }
    }

    @Test
    void aSingleTokenBeginsWhereTheAudioDoes() {
        assertArrayEquals(new int[] {0}, TokenTimes.frames(diagonal().subList(1, 2), FRAMES, 7));
    }

    @Test
    void attentionsThatAreAllAlikeGiveTimesWithinTheAudio() {
        List<List<float[]>> steps = new ArrayList<>();
        for (int token = 0; token < TOKENS; token++) {
            steps.add(List.of(new float[FRAMES]));
        }

        int[] frames = TokenTimes.frames(steps, FRAMES, 7);

        int last = 0;
        for (int frame : frames) {
            assertTrue(frame >= last && frame < FRAMES, Arrays.toString(frames));
            last = frame;
        }
    }

    private static List<List<float[]>> diagonal() {
        List<List<float[]>> steps = new ArrayList<>();
        for (int token = 0; token < TOKENS; token++) {
            float[] row = new float[FRAMES];
            Arrays.fill(row, 10 * token, 10 * token + 10, 1);
            steps.add(List.of(row));
        }
        return steps;
    }
}
