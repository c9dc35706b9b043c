package org.whisperbench.shell;

import java.util.Locale;
import java.util.stream.Collectors;
import org.whisperbench.platform.doctor.Diagnosis;
import org.whisperbench.platform.doctor.Finding;

/** Findings, one line each. */
final class DiagnosisText {

    private DiagnosisText() {}

    static String render(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(DiagnosisText::line).collect(Collectors.joining("\n"));
    }

    private static String line(Finding finding) {
        String remedy = finding.remedy().isEmpty() ? "" : "; " + finding.remedy();
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        return "%-8s %s: %s%s".formatted(severity, finding.subject(), finding.fact(), remedy);
    }
}
