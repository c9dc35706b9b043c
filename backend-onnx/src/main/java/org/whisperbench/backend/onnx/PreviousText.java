package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * What the decoder is told before a window: the user's prompt, and the text of the windows before if that is wanted, at most
 * half of what the decoder can hold, in the way of {@code _prepare_decoder_input_ids} of transformers 5.18. With the text
 * before, the prompt is the beginning of that text; without, it comes before every window.
 *
 * <p>One thread uses an instance.
 */
final class PreviousText {

    /**
     * From this temperature on the window after a text is told the prompt only. The windows after that one are told the text
     * again, in the way of transformers; OpenAI's {@code transcribe.py} forgets it for good.
     */
    private static final double WILD = 0.5;

    private final WhisperConfig config;
    private final boolean conditioned;
    private final List<Integer> prompt;
    private final List<Integer> before;
    private boolean told;

    /**
     * Begins with the user's prompt.
     *
     * @param model the model
     * @param context the prompt, and whether the text before a window is told
     * @throws BackendException if the model knows nothing of previous text, or the prompt holds tokens with a meaning
     *     ({@link ErrorKind#USER})
     */
    PreviousText(LoadedWhisper model, DecodingSettings.Context context) {
        config = model.config();
        conditioned = context.previous();
        told = conditioned;
        prompt = tokens(model, context.prompt());
        before = new ArrayList<>(prompt);
        boolean asked = conditioned || !prompt.isEmpty();
        if (asked && config.tokens().previous() == WhisperConfig.Tokens.NONE) {
            throw new BackendException(
                    ErrorKind.USER,
                    "this model has no token for previous text; leave out 'prompt' and 'condition-on-previous-text'");
        }
    }

    private static List<Integer> tokens(LoadedWhisper model, String prompt) {
        if (prompt.isEmpty()) {
            return List.of();
        }
        List<Integer> tokens = model.text().encode(" " + prompt);
        if (tokens.stream().anyMatch(id -> id >= model.config().tokens().end())) {
            throw new BackendException(
                    ErrorKind.USER,
                    "the prompt '" + prompt + "' holds a token with a meaning of its own; leave it out");
        }
        return tokens;
    }

    /**
     * Returns what is told before the next window.
     *
     * @return tokens, the one that begins previous text among them; may be empty
     */
    List<Integer> tokens() {
        List<Integer> text = told ? before : prompt;
        if (text.isEmpty()) {
            return List.of();
        }
        int most = Math.max(0, config.limits().positions() / 2 - 1);
        List<Integer> all = new ArrayList<>(List.of(config.tokens().previous()));
        all.addAll(text.subList(Math.max(0, text.size() - most), text.size()));
        return all;
    }

    /**
     * A window was written.
     *
     * @param segments its tokens, cut into segments; none where it is left out as silent
     * @param temperature at which they were drawn
     */
    void add(List<WindowSlices.Slice> segments, double temperature) {
        told = conditioned && temperature < WILD;
        if (conditioned) {
            segments.forEach(segment -> before.addAll(withoutSecondTime(segment.tokens())));
            int most = config.limits().positions();
            if (before.size() > 2 * most) {
                before.subList(0, before.size() - most).clear();
            }
        }
    }

    /** A segment that ends with two timestamps is told with the first of them. */
    private List<Integer> withoutSecondTime(List<Integer> tokens) {
        int count = tokens.size();
        boolean twice = count > 2 && tokens.get(count - 2) >= config.tokens().firstTimestamp();
        return twice ? tokens.subList(0, count - 1) : tokens;
    }
}
