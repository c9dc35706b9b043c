package org.whisperbench.platform.doctor;

import java.util.Comparator;
import java.util.List;

/**
 * All findings about an installation.
 *
 * @param findings the worst first; of one severity in the order in which they were looked for
 */
public record Diagnosis(List<Finding> findings) {

    /** Sorts the findings. */
    public Diagnosis {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /**
     * Whether everything that is needed works.
     *
     * @return false if a finding is {@link Finding.Severity#BROKEN}
     */
    public boolean isWorking() {
        return findings.stream().noneMatch(f -> f.severity() == Finding.Severity.BROKEN);
    }
}
