package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelSource;

/**
 * A model in a folder of the user's own.
 *
 * @param family name of the folder, without what separates revisions
 * @param precision what was asked for, else that of the files
 * @param source the folder
 * @param files paths of the files that loading opens
 */
record FolderModel(String family, String precision, ModelSource source, List<String> files) {

    /** The files of one precision. */
    interface Layout {

        /** Paths of the files, but for weights beside the graphs. */
        List<String> files();

        /** Paths of files with weights that the graphs of a folder keep beside them. */
        List<String> externalFiles(Path folder);

        /** The number format of the graphs of a folder. */
        String format(Path folder);
    }

    /**
     * Chooses the files of a folder.
     *
     * @param path the folder
     * @param wished a precision, or an empty text for the first that is there
     * @param there the precisions that the folder holds whole
     * @param layouts the files of a precision
     * @return the model, or empty if the folder holds none
     * @throws BackendException if it has no files of the precision ({@link ErrorKind#USER})
     */
    static Optional<FolderModel> of(
            Path path, String wished, Function<Path, List<String>> there, Function<String, Layout> layouts) {
        Path folder = path.normalize();
        List<String> precisions = there.apply(folder);
        if (precisions.isEmpty()) {
            return Optional.empty();
        }
        String suffix = new PrecisionWish(wished)
                .among(folder, precisions, of -> layouts.apply(of).format(folder));
        Layout layout = layouts.apply(suffix);
        List<String> files = new ArrayList<>(layout.files());
        files.addAll(layout.externalFiles(folder));
        return Optional.of(new FolderModel(
                String.valueOf(folder.getFileName()).replace('@', '-'),
                wished.isEmpty() ? suffix : wished,
                new ModelSource.Folder(folder),
                List.copyOf(files)));
    }
}
