package org.whisperbench.platform.bench;

import java.util.List;
import java.util.OptionalDouble;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.WordErrors;

/**
 * What was heard in one file, in the first measured pass.
 *
 * @param file as it was named
 * @param text the text
 * @param complete whether it covers all of the audio, in every measured pass
 * @param stable whether every measured pass heard the same
 * @param scored whether a reference is known
 * @param errors against the reference; all zero where none is known
 * @param language what the engine took it for, or {@code unknown}
 * @param status what became of the file
 * @param problem why there is no text; empty if there is one
 * @param rtfx length of the audio / median time of the file; empty where the engine failed, or took no time
 * @param alignment the normalized words of both side by side; empty where no reference is known
 */
@SuppressWarnings("checkstyle:RecordComponentNumber") // each is a member of its own in the published schema
public record Transcript(
        String file,
        String text,
        boolean complete,
        boolean stable,
        boolean scored,
        WordErrors errors,
        String language,
        FileStatus status,
        String problem,
        OptionalDouble rtfx,
        List<Alignment.Step> alignment) {

    /** Copies the list. */
    public Transcript {
        alignment = List.copyOf(alignment);
    }

    /**
     * Returns whether the engine failed on this file.
     *
     * @return true if {@link #problem} says why; then nothing else is known of it
     */
    public boolean failed() {
        return !problem.isEmpty();
    }
}
