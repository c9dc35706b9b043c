package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.score.Interval;

/**
 * How one result differs from an earlier one. A change is one only if it is beyond the noise: times if the 95 % intervals of
 * their means do not meet, word error rates if the 95 % interval of their difference by resampling the same files does not
 * hold 0. Those intervals hold what differs between the runs of a session, not what differs between sessions.
 *
 * @param before id of the earlier result
 * @param after id of the later one
 * @param gate smallest worsening that counts, as a share of the earlier value; 0 for any
 * @param notes what a reader must know
 * @param changes one for each model that either has
 * @param untimed models that were measured in both, of which no time is compared though it was asked for
 */
public record Comparison(
        String before, String after, double gate, List<String> notes, List<Change> changes, List<String> untimed) {

    /** So many names are enough for a line. */
    private static final int NAMED = 5;

    /** Copies the lists. */
    public Comparison {
        notes = List.copyOf(notes);
        changes = List.copyOf(changes);
        untimed = List.copyOf(untimed);
    }

    /** What is compared. */
    public enum Scope {
        /** Times and error rates. */
        ALL,
        /** Error rates only, as between machines. */
        ERRORS
    }

    /** What became of something. */
    public enum Verdict {
        /** Worse, beyond noise and gate. */
        REGRESSION,
        /** Better, beyond noise. */
        IMPROVEMENT,
        /** Chance or the gate explains it. */
        NO_DIFFERENCE_SHOWN,
        /** It cannot be compared. */
        NOT_COMPARED
    }

    /**
     * What changed for one model.
     *
     * @param model name of its rows
     * @param time how its time changed; not compared if the engine failed on a file in either result
     * @param wer how its word error rate changed, over the files that were heard in both results
     * @param newlyFailed names of the files on which the engine fails now and did not before
     * @param newlyInvalid why its numbers are not ranked now, if they were before
     * @param lost whether it was measured and no longer is
     * @param remark what must be known, such as why something is not compared; or an empty text
     */
    public record Change(
            String model,
            Quantity time,
            Quantity wer,
            List<String> newlyFailed,
            List<String> newlyInvalid,
            boolean lost,
            String remark) {

        /** Copies the lists. */
        public Change {
            newlyFailed = List.copyOf(newlyFailed);
            newlyInvalid = List.copyOf(newlyInvalid);
        }

        static Change incomparable(String model, boolean lost, String remark) {
            return new Change(model, Quantity.NONE, Quantity.NONE, List.of(), List.of(), lost, remark);
        }

        private boolean isCompared() {
            return time.verdict() != Verdict.NOT_COMPARED || wer.verdict() != Verdict.NOT_COMPARED;
        }

        /**
         * Returns whether anything got worse.
         *
         * @return true if time or errors did, the engine fails on a file on which it did not, its numbers may no longer be
         *     ranked, or there are none any more
         */
        public boolean isRegression() {
            return lost
                    || !newlyFailed.isEmpty()
                    || !newlyInvalid.isEmpty()
                    || time.verdict() == Verdict.REGRESSION
                    || wer.verdict() == Verdict.REGRESSION;
        }
    }

    /**
     * How one number changed.
     *
     * @param before mean seconds of a run, or the corpus's word error rate, then; empty if not compared
     * @param after the same, later
     * @param difference interval of the later less the earlier; empty for times, which are told apart by their own
     * @param verdict what may be said
     */
    public record Quantity(
            OptionalDouble before, OptionalDouble after, Optional<Interval> difference, Verdict verdict) {

        static final Quantity NONE =
                new Quantity(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Verdict.NOT_COMPARED);

        static Quantity of(double before, double after, Optional<Interval> difference, double gate, boolean distinct) {
            Verdict verdict = Verdict.NO_DIFFERENCE_SHOWN;
            if (distinct && after > before * (1 + gate)) {
                verdict = Verdict.REGRESSION;
            } else if (distinct && after < before) {
                verdict = Verdict.IMPROVEMENT;
            }
            return new Quantity(OptionalDouble.of(before), OptionalDouble.of(after), difference, verdict);
        }
    }

    /**
     * Compares.
     *
     * @param before the earlier result
     * @param after the later one
     * @param gate see {@link Comparison}
     * @return the comparison of all that there is
     * @throws WhisperException if they are of different speech or rules ({@link ErrorKind#USER})
     */
    public static Comparison of(StoredResult before, StoredResult after, double gate) {
        return of(before, after, gate, Scope.ALL);
    }

    /**
     * Compares some of it.
     *
     * @param before the earlier result
     * @param after the later one
     * @param gate see {@link Comparison}
     * @param scope what is compared
     * @return the comparison
     * @throws WhisperException if they are of different speech or rules ({@link ErrorKind#USER})
     */
    public static Comparison of(StoredResult before, StoredResult after, double gate, Scope scope) {
        if (!before.audio().equals(after.audio())) {
            throw refused(before, after, "different speech");
        }
        if (!before.rules().equals(after.rules())) {
            throw refused(before, after, "different rules for texts");
        }
        boolean times = scope == Scope.ALL
                && before.host().machine().equals(after.host().machine());
        Set<String> models = new LinkedHashSet<>(before.rows().keySet());
        models.addAll(after.rows().keySet());
        List<Change> changes = models.stream()
                .map(model ->
                        change(model, before.rows().get(model), after.rows().get(model), gate, times))
                .toList();
        List<String> untimed = changes.stream()
                .filter(change -> scope == Scope.ALL && change.time().verdict() == Verdict.NOT_COMPARED)
                .map(Change::model)
                .filter(model -> isMeasured(before, model) && isMeasured(after, model))
                .toList();
        return new Comparison(
                before.id(), after.id(), gate, notes(before.host(), after.host(), scope), changes, untimed);
    }

    private static boolean isMeasured(StoredResult result, String model) {
        StoredResult.Row row = result.rows().get(model);
        return row != null && row.isMeasured();
    }

    private static List<String> notes(StoredResult.Host before, StoredResult.Host after, Scope scope) {
        List<String> notes = new ArrayList<>();
        if (scope == Scope.ERRORS) {
            notes.add("times are not compared: error rates were asked for");
        } else if (!before.machine().equals(after.machine())) {
            notes.add("times are not compared: measured on '%s' and on '%s'"
                    .formatted(before.machine(), after.machine()));
        }
        if (!before.jvm().equals(after.jvm())) {
            notes.add("measured with '%s', then with '%s'".formatted(before.jvm(), after.jvm()));
        }
        return notes;
    }

    private static WhisperException refused(StoredResult before, StoredResult after, String why) {
        return new WhisperException(
                ErrorKind.USER,
                "'%s' and '%s' cannot be compared: they are of %s".formatted(before.file(), after.file(), why));
    }

    private static Change change(
            String model,
            StoredResult.@org.jspecify.annotations.Nullable Row before,
            StoredResult.@org.jspecify.annotations.Nullable Row after,
            double gate,
            boolean times) {
        if (before == null || !before.isMeasured()) {
            return Change.incomparable(model, false, "not measured before");
        }
        if (after == null || !after.isMeasured()) {
            // What worked and no longer does is the worst of regressions.
            return Change.incomparable(model, true, after == null ? "no longer there" : "now " + after.outcome());
        }
        if (!before.engine().family().equals(after.engine().family())) {
            return Change.incomparable(model, false, "of another family");
        }
        return new PairedRows(before, after).change(model, gate, times);
    }

    /**
     * Names files for people.
     *
     * @param names at least one
     * @return the first few in quotes, and how many more there are
     */
    public static String listed(List<String> names) {
        String first = names.stream().limit(NAMED).map("'%s'"::formatted).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : "%s and %d more".formatted(first, names.size() - NAMED);
    }

    /**
     * Returns whether nothing got worse.
     *
     * @return true if there is no regression
     */
    public boolean isWell() {
        return changes.stream().noneMatch(Change::isRegression);
    }

    /**
     * Returns whether any time or error rate was compared.
     *
     * @return false if nothing is known of what got worse
     */
    public boolean isCompared() {
        return changes.stream().anyMatch(Change::isCompared);
    }
}
