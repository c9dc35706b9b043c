package org.whisperbench.platform.report;

import java.util.List;

/**
 * The results that are kept.
 *
 * @param folder where
 * @param results the newest first
 */
public record ResultList(String folder, List<Entry> results) {

    /** Copies the list. */
    public ResultList {
        results = List.copyOf(results);
    }

    /**
     * A result.
     *
     * @param id of the benchmark; empty if the file is no result
     * @param started when it began, ISO 8601 in UTC
     * @param audioSeconds length of its speech
     * @param models names of the rows that were measured
     * @param file where it is
     * @param problem why it cannot be read; empty if it can
     */
    public record Entry(
            String id, String started, double audioSeconds, List<String> models, String file, String problem) {

        /** Copies the list. */
        public Entry {
            models = List.copyOf(models);
        }
    }
}
