package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;

/** The backends as a table. */
final class BackendsText {

    private BackendsText() {}

    static String render(BackendsReport report) {
        List<String> lines = new ArrayList<>();
        if (report.backends().isEmpty()) {
            lines.add("no backend is installed; copy a backend's jar into the folder 'backends' of the installation");
        } else {
            Table table = Table.of("backend", "bundle", "engine", "engine version", "state");
            report.backends()
                    .forEach(
                            b -> table.row(b.info().id(), b.version(), b.info().engine(), b.engineVersion(), state(b)));
            lines.addAll(table.lines());
        }
        report.problems()
                .forEach(
                        p -> lines.add("not usable: bundle %s %s: %s".formatted(p.bundle(), p.version(), p.problem())));
        return String.join("\n", lines);
    }

    private static String state(BackendsReport.Entry backend) {
        if (!backend.available()) {
            // Of one that does not answer nobody knows whether it is available.
            String state = backend.reason().startsWith("unknown: ") ? "" : "unavailable: ";
            return state + backend.reason() + "; " + backend.remedy();
        }
        return backend.info().control() ? "available (control, never ranked)" : "available";
    }
}
