package org.whisperbench.platform.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;

/** What is on disk of a model. */
public sealed interface DiskState {

    /**
     * Returns the state's name, as reports show it.
     *
     * @return upper case, such as {@code TRUNCATED}
     */
    String status();

    /**
     * Returns what is wrong and where, in one line.
     *
     * @return lower case, without a full stop
     */
    String explanation();

    /**
     * Returns what is wrong, with the files that the model lacks where nothing of it is there; else the state names them.
     *
     * @param model the model
     * @return lower case, without a full stop
     */
    default String explanation(ModelDescriptor model) {
        List<String> files = model.files().stream().map(ModelFile::path).toList();
        return this instanceof Absent && !files.isEmpty()
                ? explanation() + ", which lacks " + FileNames.brief(files)
                : explanation();
    }

    /**
     * Returns the state, what is wrong and what to do where a model that is not {@link Present} is wanted.
     *
     * @param model the model
     * @param words what users type for it
     * @return what follows "is", without a full stop
     */
    default String sentence(ModelDescriptor model, String words) {
        return "%s: %s; %s"
                .formatted(status().toLowerCase(Locale.ROOT), explanation(model), remedy(model.source(), words));
    }

    /**
     * Returns what to do where a model that is not {@link Present} is wanted.
     *
     * @param source where it comes from
     * @param words what users type for it
     * @return a sentence without a full stop, such as {@code run 'whisperbench download onnx/whisper-tiny'}
     */
    default String remedy(ModelSource source, String words) {
        if (source instanceof ModelSource.Bundled) {
            return "it comes with the installation: unpack that again";
        }
        boolean remote = source instanceof ModelSource.Repository || source instanceof ModelSource.Web;
        String cure = this instanceof Absent ? "download" : "repair";
        return "run 'whisperbench %s %s'".formatted(remote ? cure : "check -m", words);
    }

    /**
     * Nothing is there.
     *
     * @param searched the folders in which the model was looked for
     */
    record Absent(List<Path> searched) implements DiskState {

        /** Copies the list. */
        public Absent {
            searched = List.copyOf(searched);
        }

        @Override
        public String status() {
            return "ABSENT";
        }

        @Override
        public String explanation() {
            return "not found in "
                    + String.join(
                            ", ", searched.stream().map(p -> "'" + p + "'").toList());
        }
    }

    /**
     * A reference of a hub's cache points to nothing.
     *
     * @param reference the file that names a commit
     * @param problem what is wrong with it
     */
    record ReferenceDamaged(Path reference, String problem) implements DiskState {

        @Override
        public String status() {
            return "REF_DAMAGED";
        }

        @Override
        public String explanation() {
            return "reference '%s' %s".formatted(reference, problem);
        }
    }

    /**
     * Some files are missing.
     *
     * @param directory where they belong
     * @param missing paths as the descriptor writes them, at least one
     * @param declared how many files the descriptor names
     */
    record Incomplete(Path directory, List<String> missing, int declared) implements DiskState {

        /** Copies the list. */
        public Incomplete {
            missing = List.copyOf(missing);
        }

        @Override
        public String status() {
            return "INCOMPLETE";
        }

        @Override
        public String explanation() {
            return "%d of %d files missing in '%s': %s"
                    .formatted(missing.size(), declared, directory, String.join(", ", missing));
        }
    }

    /**
     * A file has another length than it should.
     *
     * @param file the file
     * @param actualBytes its length in bytes
     * @param expectedBytes what it should be
     */
    record Truncated(Path file, long actualBytes, long expectedBytes) implements DiskState {

        @Override
        public String status() {
            return actualBytes < expectedBytes ? "TRUNCATED" : "CORRUPT";
        }

        @Override
        public String explanation() {
            return "'%s' has %d bytes, not %d".formatted(file, actualBytes, expectedBytes);
        }
    }

    /**
     * A file has another content than it should, or cannot be read.
     *
     * @param file the file
     * @param problem what is wrong with it
     */
    record Corrupt(Path file, String problem) implements DiskState {

        @Override
        public String status() {
            return "CORRUPT";
        }

        @Override
        public String explanation() {
            return "'%s' %s".formatted(file, problem);
        }
    }

    /**
     * All files are there.
     *
     * @param model the model with its folder
     * @param sizeBytes sum of the lengths of its files in bytes
     * @param verifiedFiles how many of them have the hash that they should have; 0 if nobody looked
     * @param remark what is noteworthy, such as that no reference names the commit; or an empty text
     */
    record Present(ResolvedModel model, long sizeBytes, int verifiedFiles, String remark) implements DiskState {

        @Override
        public String status() {
            return "PRESENT";
        }

        @Override
        public String explanation() {
            return content() + (remark.isEmpty() ? "" : "; " + remark);
        }

        private String content() {
            int files = model.descriptor().files().size();
            if (verifiedFiles == 0) {
                return "%d files in '%s', content not verified".formatted(files, model.directory());
            }
            return verifiedFiles == files
                    ? "%d files verified by hash in '%s'".formatted(files, model.directory())
                    : "%d of %d files verified by hash in '%s'".formatted(verifiedFiles, files, model.directory());
        }
    }
}
