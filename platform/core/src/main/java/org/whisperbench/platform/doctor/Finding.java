package org.whisperbench.platform.doctor;

/**
 * Something worth knowing about an installation.
 *
 * @param severity how bad it is
 * @param subject what it is about, such as {@code bundle 'x' 1.0.0}
 * @param fact what was found, in a few words
 * @param remedy what to do about it; empty if nothing needs to be done
 */
public record Finding(Severity severity, String subject, String fact, String remedy) {

    /** How bad a finding is, the worst first. */
    public enum Severity {
        /** Something that is needed does not work. */
        BROKEN,
        /** Something does not work, or works less well than it could. */
        WARNING,
        /** A setting or fact that explains what commands do. */
        NOTE
    }

    static Finding broken(String subject, String fact, String remedy) {
        return new Finding(Severity.BROKEN, subject, fact, remedy);
    }

    static Finding warning(String subject, String fact, String remedy) {
        return new Finding(Severity.WARNING, subject, fact, remedy);
    }

    static Finding note(String subject, String fact) {
        return new Finding(Severity.NOTE, subject, fact, "");
    }
}
