package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the decoder listened while it read the tokens that it had written, one step after the other. Texts that begin alike
 * share their beginning.
 *
 * @param before the steps before, if any
 * @param heads one row of encoded frames for each head that is looked at
 */
record Attention(@Nullable Attention before, List<float[]> heads) {

    /**
     * Lists the steps up to one.
     *
     * @param last the last step, if any
     * @return heads by frames for each step, the first step first
     */
    static List<List<float[]>> steps(@Nullable Attention last) {
        List<List<float[]>> steps = new ArrayList<>();
        for (Attention step = last; step != null; step = step.before()) {
            steps.add(step.heads());
        }
        Collections.reverse(steps);
        return steps;
    }
}
