package org.whisperbench.platform.bench;

import java.util.List;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.WordErrors;

/**
 * What was heard in one file, in the first measured pass.
 *
 * @param file as it was named
 * @param text the text
 * @param complete whether it covers all of the audio
 * @param stable whether every measured pass heard the same
 * @param scored whether a reference is known
 * @param errors against the reference; all zero where none is known
 * @param language what the engine took it for, or {@code unknown}
 * @param alignment the normalized words of both side by side; empty where no reference is known
 */
public record Transcript(
        String file,
        String text,
        boolean complete,
        boolean stable,
        boolean scored,
        WordErrors errors,
        String language,
        List<Alignment.Step> alignment) {

    /** Copies the list. */
    public Transcript {
        alignment = List.copyOf(alignment);
    }
}
