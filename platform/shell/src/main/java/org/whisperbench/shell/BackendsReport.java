package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.platform.backends.BackendProblem;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;

/**
 * The backends that are there.
 *
 * @param backends sorted by id
 * @param problems what stood in the way of others
 */
record BackendsReport(List<Entry> backends, List<BackendProblem> problems) {

    static BackendsReport of(Backends backends) {
        // Each looks for programs and packages on disk; together they take as long as the slowest.
        return new BackendsReport(
                backends.list().parallelStream().map(Entry::of).toList(), backends.problems());
    }

    /**
     * One backend.
     *
     * @param info who it is
     * @param version of its bundle
     * @param isolated whether its engine runs in processes of its own
     * @param available whether its engine can run here
     * @param engineVersion of the engine, or {@code unknown}
     * @param reason why it cannot run; empty if it can
     * @param remedy what to do about that; empty if it can
     */
    record Entry(
            BackendInfo info,
            String version,
            boolean isolated,
            boolean available,
            String engineVersion,
            String reason,
            String remedy) {

        private static Entry of(RegisteredBackend backend) {
            Availability availability = backend.availability();
            if (availability instanceof Availability.Unavailable no) {
                return new Entry(
                        backend.info(),
                        backend.version(),
                        backend.isIsolated(),
                        false,
                        "unknown",
                        no.reason(),
                        no.remedy());
            }
            String engineVersion = ((Availability.Available) availability).engineVersion();
            return new Entry(backend.info(), backend.version(), backend.isIsolated(), true, engineVersion, "", "");
        }
    }
}
