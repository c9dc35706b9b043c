package org.whisperbench.backend.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * When the tokens of a window are spoken, by dynamic time warping over the decoder's attention to the speech: the method of
 * OpenAI's {@code whisper/timing.py} in the form that {@code _extract_token_timestamps} of transformers 5.18 gives it. The
 * attention of each head is normalised over the tokens, smoothed by a median along time, averaged over the heads; the
 * cheapest monotonic path through its negative tells at which frame each token begins. Where all tokens attend alike, there
 * is nothing to normalise: such a frame favours none of them, while the original divides by a deviation of 0 there and loses
 * all times from then on.
 */
final class TokenTimes {

    private static final byte BOTH = 0;
    private static final byte DOWN = 1;
    private static final byte RIGHT = 2;

    private TokenTimes() {}

    /**
     * Computes times.
     *
     * @param steps for each token that the decoder read, one row of encoded frames for each head
     * @param frames encoded frames that hold audio
     * @param medianWidth frames that the median covers, odd
     * @return for each token the encoded frame at which it begins; -1 where the attention tells nothing
     */
    static int[] frames(List<List<float[]>> steps, int frames, int medianWidth) {
        if (steps.isEmpty()) {
            return new int[0];
        }
        int length = Math.min(frames, steps.get(0).get(0).length);
        int heads = steps.get(0).size();
        double[][] cost = new double[steps.size()][length];
        for (int head = 0; head < heads; head++) {
            float[][] normalised = normalised(steps, head, length);
            for (int token = 0; token < cost.length; token++) {
                float[] smooth = median(normalised[token], medianWidth);
                for (int frame = 0; frame < length; frame++) {
                    cost[token][frame] -= smooth[frame] / heads;
                }
            }
        }
        return warp(cost);
    }

    private static float[][] normalised(List<List<float[]>> steps, int head, int length) {
        int tokens = steps.size();
        float[][] values = new float[tokens][length];
        for (int frame = 0; frame < length; frame++) {
            double sum = 0;
            double squares = 0;
            for (List<float[]> step : steps) {
                sum += step.get(head)[frame];
            }
            double mean = sum / tokens;
            for (List<float[]> step : steps) {
                squares += (step.get(head)[frame] - mean) * (step.get(head)[frame] - mean);
            }
            double deviation = Math.sqrt(squares / tokens);
            for (int token = 0; deviation > 0 && token < tokens; token++) {
                values[token][frame] = (float) ((steps.get(token).get(head)[frame] - mean) / deviation);
            }
        }
        return values;
    }

    /** Median of each value and its neighbours, which are reflected at the ends. */
    private static float[] median(float[] values, int width) {
        int half = width / 2;
        if (values.length <= half) {
            return values;
        }
        float[] smooth = new float[values.length];
        float[] near = new float[width];
        for (int i = 0; i < smooth.length; i++) {
            for (int k = 0; k < width; k++) {
                int at = Math.abs(i + k - half);
                near[k] = values[at < values.length ? at : 2 * (values.length - 1) - at];
            }
            Arrays.sort(near);
            smooth[i] = near[half];
        }
        return smooth;
    }

    /** Returns the frame at which the cheapest path enters each row; costs are summed in 32 bits, as the original does. */
    private static int[] warp(double[][] cost) {
        int rows = cost.length;
        int columns = cost[0].length;
        float[][] total = new float[rows + 1][columns + 1];
        byte[][] step = new byte[rows + 1][columns + 1];
        for (float[] row : total) {
            Arrays.fill(row, Float.POSITIVE_INFINITY);
        }
        total[0][0] = 0;
        for (int j = 1; j <= columns; j++) {
            for (int i = 1; i <= rows; i++) {
                float both = total[i - 1][j - 1];
                float down = total[i - 1][j];
                float right = total[i][j - 1];
                step[i][j] = way(both, down, right);
                float before = step[i][j] == BOTH ? both : step[i][j] == DOWN ? down : right;
                total[i][j] = (float) (cost[i - 1][j - 1] + before);
            }
        }
        return entries(step, rows, columns);
    }

    /** Of equals the step to the right is taken, as the original does. */
    private static byte way(float both, float down, float right) {
        if (both < down && both < right) {
            return BOTH;
        }
        return down < both && down < right ? DOWN : RIGHT;
    }

    private static int[] entries(byte[][] step, int rows, int columns) {
        int[] entries = new int[rows];
        int i = rows;
        int j = columns;
        while (i > 0 || j > 0) {
            if (i > 0) {
                entries[i - 1] = j - 1;
            }
            int way = i == 0 ? RIGHT : j == 0 ? DOWN : step[i][j];
            i -= way == RIGHT ? 0 : 1;
            j -= way == DOWN ? 0 : 1;
        }
        return entries;
    }
}
