package org.whisperbench.platform.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * What is to be looked at of a model, so that the files of many models can be hashed together.
 *
 * @param files the files
 * @param result what they mean for the model, given what they are
 */
record PreparedLook(List<FileLook> files, Function<List<FileState>, Examination> result) {

    PreparedLook {
        files = List.copyOf(files);
    }

    Examination take(ModelStore.Depth depth) throws InterruptedException {
        return all(List.of(this), depth, done -> {}).get(0);
    }

    /** Looks at the files of all, on all processors if they are hashed. */
    static List<Examination> all(List<PreparedLook> prepared, ModelStore.Depth depth, DoubleConsumer progress)
            throws InterruptedException {
        List<FileLook> files = new ArrayList<>();
        prepared.forEach(look -> files.addAll(look.files()));
        List<FileState> states = FileLook.all(files, depth, progress);
        List<Examination> examinations = new ArrayList<>();
        int from = 0;
        for (PreparedLook look : prepared) {
            int to = from + look.files().size();
            examinations.add(look.result().apply(states.subList(from, to)));
            from = to;
        }
        return examinations;
    }
}
