package org.whisperbench.platform.store;

import java.util.List;

/**
 * What a look at a model showed.
 *
 * @param state the model's state
 * @param files one entry for each file that the descriptor names; empty if the model is absent
 */
public record Examination(DiskState state, List<FileState> files) {

    /** Copies the list. */
    public Examination {
        files = List.copyOf(files);
    }

    /**
     * Returns the files that are missing or damaged.
     *
     * @return in the order of the descriptor
     */
    public List<FileState> damaged() {
        return files.stream().filter(f -> !f.isSound()).toList();
    }
}
