package org.whisperbench.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.TranscribeOptions;

/**
 * One call of a vendor's program.
 *
 * @param model the model as the program is to see it: links to its declared files
 * @param wav absolute path of a recording: 16 bit, mono, 16 000 Hz
 * @param length how long the recording is
 * @param options what the user asked for
 * @param output absolute path of an empty folder for whatever the program writes
 */
public record ProgramJob(ResolvedModel model, Path wav, Duration length, TranscribeOptions options, Path output) {

    /**
     * Returns the model's declared files.
     *
     * @return absolute paths, in the order in which they are declared
     */
    public List<Path> files() {
        return model.descriptor().files().stream()
                .map(ModelFile::path)
                .map(model::file)
                .toList();
    }
}
