package org.whisperbench.platform.transcribe;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.catalog.CatalogModel;

/**
 * What to transcribe, and how.
 *
 * @param model the model
 * @param files sound files, at least one
 * @param load how to load the model
 * @param options how to transcribe
 */
public record TranscribeRequest(CatalogModel model, List<Path> files, LoadOptions load, TranscribeOptions options) {

    /** Copies the list. */
    public TranscribeRequest {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file to transcribe");
        }
    }
}
