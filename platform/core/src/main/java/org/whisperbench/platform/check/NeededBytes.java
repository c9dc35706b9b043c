package org.whisperbench.platform.check;

import java.util.List;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.Examination;

/** How much a download would have to fetch, by what is known on this machine. */
final class NeededBytes {

    private static final long UNKNOWN = -1;

    private NeededBytes() {}

    /** Bytes, 0 for what comes from no network; -1 if the length of a file that is wanted is not known. */
    static long of(ModelDescriptor descriptor, Examination examination) {
        boolean remote =
                descriptor.source() instanceof ModelSource.Repository || descriptor.source() instanceof ModelSource.Web;
        if (!remote || examination.state() instanceof DiskState.Present) {
            return 0;
        }
        List<Long> lengths = examination.files().isEmpty()
                ? descriptor.files().stream().map(NeededBytes::declared).toList()
                : examination.damaged().stream()
                        .map(file -> file.expectedBytes())
                        .toList();
        return lengths.contains(UNKNOWN)
                ? UNKNOWN
                : lengths.stream().mapToLong(Long::longValue).sum();
    }

    private static long declared(ModelFile file) {
        return file.evidence() instanceof ModelFile.Known known ? known.sizeBytes() : UNKNOWN;
    }
}
