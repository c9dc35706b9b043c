package org.whisperbench.platform.doctor;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.Availability;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;

/** Backends that cannot be used, and why. */
final class BackendFindings {

    private BackendFindings() {}

    static List<Finding> of(Backends backends) {
        List<Finding> findings = new ArrayList<>();
        boolean any = false;
        for (RegisteredBackend backend : backends.list()) {
            if (backend.availability() instanceof Availability.Unavailable no) {
                findings.add(Finding.warning("backend '" + backend.address() + "'", no.reason(), no.remedy()));
            } else {
                any |= !backend.info().control();
            }
        }
        backends.problems()
                .forEach(p -> findings.add(Finding.warning(
                        "bundle '%s' %s".formatted(p.bundle(), p.version()),
                        p.problem(),
                        "replace the bundle's jar, or delete it")));
        if (!any) {
            findings.add(Finding.broken(
                    "backends",
                    "there is none that can run here",
                    "copy a backend's jar into the folder 'backends' of the installation"));
        }
        return findings;
    }
}
