package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.worker.LinkedPath;

/**
 * An encoder for Core ML, as {@code whisperbench download apple/ggml-NAME-encoder} leaves it. whisper.cpp looks for it beside the
 * model, by the model's name without its end and its quantisation, see {@code whisper_get_coreml_path_encoder} (commit
 * 233fe1f); so it gets links to both in one folder.
 *
 * @param folder absolute path of a folder {@code NAME.mlmodelc}
 */
record CoreMlEncoder(Path folder) {

    /** Name of the option that names it. */
    static final String OPTION = "encoder";

    /** The encoder that an option names. */
    static Optional<CoreMlEncoder> of(String option) {
        if (option.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Path.of(option).toAbsolutePath();
            if (Files.isRegularFile(folder.resolve("coremldata.bin"))) {
                return Optional.of(new CoreMlEncoder(folder));
            }
        } catch (InvalidPathException e) {
            // Not a path on this system: refused like one that leads nowhere.
            throw refused(option, e);
        }
        throw refused(option, null);
    }

    private static BackendException refused(String option, @org.jspecify.annotations.Nullable Exception cause) {
        String message = "'" + OPTION + "=" + option + "' is no compiled encoder: it has no 'coremldata.bin'; run"
                + " 'whisperbench download apple/ggml-NAME-encoder', and name the folder ggml-NAME-encoder.mlmodelc";
        return cause == null
                ? new BackendException(ErrorKind.USER, message)
                : new BackendException(ErrorKind.USER, message, cause);
    }

    /** Where whisper.cpp looks for it: beside a model, or a link to it. */
    LinkedPath beside(Path model) {
        String name =
                String.valueOf(model.getFileName()).replaceFirst("\\.bin$", "").replaceFirst("-q\\d_\\d$", "");
        return new LinkedPath(model.resolveSibling(name + "-encoder.mlmodelc"), folder);
    }

    /** Links it into a folder in which the model is, or a link to it. */
    void linkBeside(Path model) {
        Path link = beside(model).link();
        try {
            Files.createSymbolicLink(link, folder);
        } catch (IOException | UnsupportedOperationException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "encoder '" + folder + "' cannot be linked to '" + link + "': " + e.getMessage()
                            + "; leave out '--option encoder'",
                    e);
        }
    }
}
