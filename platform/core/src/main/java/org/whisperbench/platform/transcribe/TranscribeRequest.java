package org.whisperbench.platform.transcribe;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

    /**
     * Returns what is asked for, in words.
     *
     * @return values by the options' names
     */
    Map<String, String> requested() {
        Map<String, String> requested = new TreeMap<>(load.extra());
        requested.putAll(options.extra());
        requested.put("device", load.device());
        requested.put("threads", load.threads() == 0 ? LoadOptions.AUTO : Integer.toString(load.threads()));
        requested.put("language", options.language());
        requested.put("task", options.task().name().toLowerCase(Locale.ROOT));
        requested.put("timestamps", Boolean.toString(options.timestamps()));
        return requested;
    }
}
