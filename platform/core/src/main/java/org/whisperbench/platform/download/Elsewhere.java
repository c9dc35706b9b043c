package org.whisperbench.platform.download;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.OtherFile;

/** What other programs keep, looked for once and only if something is missing. */
final class Elsewhere {

    private final ModelStore store;
    private @Nullable Map<Long, List<OtherFile>> files;

    Elsewhere(ModelStore store) {
        this.store = store;
    }

    synchronized List<OtherFile> ofSize(long bytes) {
        Map<Long, List<OtherFile>> known = files;
        if (known == null) {
            known = store.elsewhere();
            files = known;
        }
        return known.getOrDefault(bytes, List.of());
    }
}
