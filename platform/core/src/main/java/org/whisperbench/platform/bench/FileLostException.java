package org.whisperbench.platform.bench;

import java.util.List;
import org.whisperbench.api.Transcription;

/** An engine was lost while it worked on a file of a pass; what it had heard before is here. */
final class FileLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int place;
    private final transient Throwable loss;
    private final transient List<Transcription> before;

    /** Takes the transcripts of the files before that place, in their order. */
    FileLostException(int place, Throwable loss, List<Transcription> before) {
        super(loss.getMessage(), loss);
        this.place = place;
        this.loss = loss;
        this.before = List.copyOf(before);
    }

    int place() {
        return place;
    }

    Throwable loss() {
        return loss;
    }

    List<Transcription> before() {
        return before;
    }
}
