package org.whisperbench.backend.onnx;

import java.util.List;
import org.whisperbench.api.Measure;
import org.whisperbench.api.Segment;

/**
 * The text of one window and what is known of it.
 *
 * @param written the tokens
 * @param temperature at which they were drawn
 * @param compressionRatio how much shorter they become by compression
 * @param silent whether the window is taken for silence, so that the text is not to be used
 */
record WindowText(Written written, double temperature, double compressionRatio, boolean silent) {

    /**
     * Returns the tokens.
     *
     * @return without the prompt and the end token
     */
    List<Integer> tokens() {
        return written.tokens();
    }

    /**
     * Writes what is known into a segment of the window.
     *
     * @param segment the segment
     * @return the segment
     */
    Segment.Builder into(Segment.Builder segment) {
        return segment.measure(Measure.AVERAGE_LOG_PROBABILITY, written.averageLogProbability())
                .measure(Measure.NO_SPEECH_PROBABILITY, written.noSpeech())
                .measure(Measure.COMPRESSION_RATIO, compressionRatio)
                .measure(Measure.TEMPERATURE, temperature);
    }
}
