package org.whisperbench.platform.transcribe;

import java.util.List;
import java.util.Map;
import org.whisperbench.api.LoadedIdentity;

/**
 * The transcripts of some files.
 *
 * @param model {@code backend/model}
 * @param backend {@code id@version}
 * @param identity what was loaded
 * @param note what a user must know before trusting the model, or an empty text
 * @param loadSeconds time to load the model
 * @param files one for each file, in the order of the request
 * @param requested what the user asked for, by the options' names; what was done is in each result
 */
public record TranscriptReport(
        String model,
        String backend,
        LoadedIdentity identity,
        String note,
        double loadSeconds,
        List<FileTranscript> files,
        Map<String, String> requested) {

    /** Copies the collections. */
    public TranscriptReport {
        requested = Map.copyOf(requested);
        files = List.copyOf(files);
    }

    /**
     * Makes the same report of other files.
     *
     * @param others what became of them
     * @return the report
     */
    public TranscriptReport with(List<FileTranscript> others) {
        return new TranscriptReport(model, backend, identity, note, loadSeconds, others, requested);
    }

    /**
     * Returns whether every file was transcribed to its end.
     *
     * @return true if there is nothing to complain about
     */
    public boolean allComplete() {
        return files.stream().allMatch(f -> f instanceof FileTranscript.Transcribed t && t.isComplete());
    }
}
