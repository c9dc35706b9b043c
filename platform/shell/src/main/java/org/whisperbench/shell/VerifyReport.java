package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.platform.store.Examination;
import org.whisperbench.platform.store.FileState;

/**
 * What the files of models are.
 *
 * @param deep whether contents were hashed
 * @param models one row for each model
 */
record VerifyReport(boolean deep, List<Row> models) {

    VerifyReport {
        models = List.copyOf(models);
    }

    /**
     * A model.
     *
     * @param model as users name it
     * @param status its state on disk
     * @param explanation where it is or what is wrong
     * @param files how many files it has
     * @param verifiedFiles how many of them have the right hash
     * @param bytes sum of their lengths
     * @param damaged those that are missing or damaged
     */
    record Row(
            String model,
            String status,
            String explanation,
            int files,
            int verifiedFiles,
            long bytes,
            List<FileState> damaged) {

        Row {
            damaged = List.copyOf(damaged);
        }

        static Row of(String model, Examination look) {
            long verified = look.files().stream()
                    .filter(f -> f.finding() == FileState.Finding.VERIFIED)
                    .count();
            long bytes = look.files().stream().mapToLong(FileState::actualBytes).sum();
            return new Row(
                    model,
                    look.state().status(),
                    look.state().explanation(),
                    look.files().size(),
                    (int) verified,
                    bytes,
                    look.damaged());
        }
    }

    boolean allPresent() {
        return models.stream().allMatch(m -> m.status().equals("PRESENT"));
    }

    boolean noneThere() {
        return models.stream().allMatch(m -> m.status().equals("ABSENT"));
    }
}
