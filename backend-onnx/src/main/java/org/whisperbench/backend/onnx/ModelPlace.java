package org.whisperbench.backend.onnx;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a user says that a model is.
 *
 * @param where a path or the name of a repository
 * @param wished the precision that is wanted, after a {@code #}; empty if none is named
 */
record ModelPlace(String where, String wished) {

    /**
     * Takes a user's words apart.
     *
     * @param text a place, or a place, {@code #} and a precision
     * @return the place; empty if what follows the mark can be no precision
     */
    static Optional<ModelPlace> of(String text) {
        // A folder may have the mark in its own name.
        int mark = folder(text).isPresent() ? -1 : text.lastIndexOf('#');
        ModelPlace place =
                mark < 0 ? new ModelPlace(text, "") : new ModelPlace(text.substring(0, mark), text.substring(mark + 1));
        return Optional.of(place).filter(p -> p.wished.matches("[A-Za-z0-9_]*"));
    }

    /** The folder, if it is an absolute path of one. */
    Optional<Path> folder() {
        return folder(where);
    }

    /** The parts of a repository's name, if it is one of that form. */
    Optional<Matcher> repository(Pattern form) {
        return Optional.of(form.matcher(where)).filter(m -> m.matches() && !where.contains(".."));
    }

    /** The precision that is wanted of a repository, whose files nobody has listed. */
    String precision() {
        return wished.isEmpty() ? OnnxLayout.FP32 : wished;
    }

    private static Optional<Path> folder(String place) {
        try {
            return Optional.of(Path.of(place)).filter(p -> p.isAbsolute() && Files.isDirectory(p));
        } catch (InvalidPathException e) {
            // Not a path on this system: then it is nothing that could be described.
            return Optional.empty();
        }
    }
}
