package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * What a command gives back: the prompt passes the report on, the command line prints its text and ends with its exit code.
 *
 * @param report the typed result
 * @param text the result for standard output, without a line break at its end
 * @param notes lines for standard error: the reason of a failure, or what the reader must know
 * @param exitCode see {@link ExitCode}
 */
record Answer(Object report, String text, List<String> notes, int exitCode) {

    Answer {
        notes = List.copyOf(notes);
    }

    static Answer of(Object report, String text) {
        return new Answer(
                document(report),
                text,
                Reports.notes(report),
                Reports.exitCode(report).number());
    }

    /** What a report is as a document. */
    static Object document(Object report) {
        return report instanceof InOtherWords told ? told.report() : report;
    }

    /** A report with more to say, or in other words; its document is the same. */
    interface InOtherWords {

        Object report();
    }

    static Answer failure(Failure report, String text, WhisperException failure) {
        return new Answer(
                report, text, report.lines(), ExitCode.of(failure.kind()).number());
    }

    /** A failure as a document. */
    record Failure(Reason error) {

        record Reason(String kind, String message, List<String> lastLines) {}

        static Failure of(WhisperException failure) {
            return new Failure(new Reason(
                    failure.kind().name().toLowerCase(Locale.ROOT), failure.getMessage(), failure.lastLines()));
        }

        /** What people are told. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(error.message()));
            lines.addAll(LastLines.of(error.message(), error.lastLines()));
            return lines;
        }
    }

    /** The four ways in which a command ends. */
    enum ExitCode {
        /** All that was asked for is well. */
        WELL(0),
        /** Something is not. */
        NOT_WELL(1),
        /** The command was not understood. */
        USAGE(2),
        /** It could not be tried: no backend, or a model is missing. */
        NOT_TRIED(3);

        private final int number;

        ExitCode(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static ExitCode of(ErrorKind kind) {
            return switch (kind) {
                case USER -> USAGE;
                case MISSING_MODEL, BACKEND_UNAVAILABLE -> NOT_TRIED;
                case RESOURCES, EXTERNAL, INTERNAL -> NOT_WELL;
            };
        }
    }
}
