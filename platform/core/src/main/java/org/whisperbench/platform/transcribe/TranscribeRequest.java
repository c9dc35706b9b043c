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
 * @param loading what the user asked of loading, by the options' names: the choice of the model may have met a part of it, such as
 *     the precision, so that it is not in {@code load} any more
 */
public record TranscribeRequest(
        CatalogModel model,
        List<Path> files,
        LoadOptions load,
        TranscribeOptions options,
        Map<String, String> loading) {

    /** Copies the list. */
    public TranscribeRequest {
        files = List.copyOf(files);
        loading = Map.copyOf(loading);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file to transcribe");
        }
    }

    /**
     * Asks for what is to be loaded as it is to be loaded.
     *
     * @param model the model
     * @param files sound files, at least one
     * @param load how to load the model
     * @param options how to transcribe
     */
    public TranscribeRequest(CatalogModel model, List<Path> files, LoadOptions load, TranscribeOptions options) {
        this(model, files, load, options, requested(load));
    }

    /**
     * Returns what is asked of loading, in words.
     *
     * @param load how to load a model
     * @return values by the options' names
     */
    public static Map<String, String> requested(LoadOptions load) {
        Map<String, String> requested = new TreeMap<>(load.extra());
        requested.put("device", load.device());
        requested.put("threads", load.threads() == 0 ? LoadOptions.AUTO : Integer.toString(load.threads()));
        return requested;
    }

    /**
     * Returns what is asked for, in words.
     *
     * @return values by the options' names
     */
    Map<String, String> requested() {
        Map<String, String> requested = new TreeMap<>(loading);
        requested.putAll(options.extra());
        requested.put("language", options.language());
        requested.put("task", options.task().name().toLowerCase(Locale.ROOT));
        requested.put("timestamps", Boolean.toString(options.timestamps()));
        return requested;
    }
}
