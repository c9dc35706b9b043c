package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.provision.SetupPlan;
import org.whisperbench.platform.provision.SetupReport;
import org.whisperbench.platform.provision.TeardownReport;

/** What was, or would be, done to environments of Python. */
final class SetupTexts {

    private SetupTexts() {}

    /** Commands that a shell takes as they are; what is no command is a comment. */
    static String plan(SetupPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("# environment of backend '" + plan.backend() + "': " + plan.environment());
        lines.add("# it asks for:");
        plan.requirements().stream().filter(line -> !line.startsWith("#")).forEach(line -> lines.add("#   " + line));
        lines.add("# versions and hashes " + (plan.locked() ? "are locked in " : "will be locked in ") + plan.lock());
        if (!plan.problem().isEmpty()) {
            lines.add("# cannot be run here: " + plan.problem());
        }
        lines.add(
                "# an environment that is there already is to be deleted first; 'whisperbench setup' does that itself");
        for (SetupPlan.Step step : plan.script()) {
            if (!step.purpose().isEmpty()) {
                lines.add("# " + step.purpose());
            }
            lines.add(step.line());
        }
        return String.join("\n", lines);
    }

    static String done(SetupReport report) {
        return String.format(
                Locale.ROOT,
                "backend '%s' is set up in '%s' in %.1f s: engine %s, %d packages, locked in '%s'",
                report.backend(),
                report.environment(),
                report.seconds(),
                report.engineVersion(),
                report.packages().size(),
                report.lock());
    }

    static String undone(TeardownReport report) {
        return report.there()
                ? "environment '%s' of backend '%s' was deleted, %s"
                        .formatted(report.environment(), report.backend(), ByteText.of(report.freedBytes()))
                : "backend '%s' has no environment in '%s'".formatted(report.backend(), report.environment());
    }
}
