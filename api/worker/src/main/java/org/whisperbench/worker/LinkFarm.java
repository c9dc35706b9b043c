package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ResolvedModel;

/**
 * A folder with links to a model's declared files: an engine in it sees no file that is not declared, and one that deletes
 * what it cannot read deletes links.
 */
final class LinkFarm {

    private LinkFarm() {}

    /**
     * Links a model's files into a folder, symbolically; or, where users may not make such links, as on Windows, hard.
     *
     * @param folder absolute path, made if it is not there
     * @return the model as it is there
     * @throws BackendException if the system lets nobody link ({@link ErrorKind#EXTERNAL}); the engine never gets the
     *     model's own folder instead
     */
    static ResolvedModel of(ResolvedModel model, Path folder) throws IOException {
        for (ModelFile file : model.descriptor().files()) {
            Path link = folder.resolve(file.path());
            Files.createDirectories(link.getParent());
            link(link, model.file(file.path()).toRealPath());
        }
        return new ResolvedModel(model.descriptor(), folder);
    }

    /**
     * Names the files themselves where an engine names links.
     *
     * @param told what the engine says
     * @param links what it was given
     * @param model what the links lead to
     * @return the same of the model's own files
     */
    static LoadedIdentity original(LoadedIdentity told, ResolvedModel links, ResolvedModel model) {
        LinkedPath folder = of(links, model);
        return LoadedIdentity.builder(told.model())
                .engine(told.engine(), told.engineVersion())
                .device(told.device())
                .precision(told.precision())
                .files(told.files().stream().map(folder::original).toList())
                .effective(told.effective())
                .build();
    }

    static LinkedPath of(ResolvedModel links, ResolvedModel model) {
        return new LinkedPath(links.directory(), model.directory());
    }

    /**
     * Names the files themselves where a failure, or what was said before it, names links.
     *
     * @param told what went wrong
     * @param linked what the engine saw; what is inside of another comes first
     * @return the same of the files themselves
     */
    static WorkerFailure original(WorkerFailure told, List<LinkedPath> linked) {
        List<String> lines =
                told.lastLines().stream().map(line -> original(line, linked)).toList();
        if (told instanceof WorkerFailure.Failed failed) {
            return new WorkerFailure.Failed(
                    failed.kind(), failed.errorKind(), original(failed.message(), linked), failed.exception(), lines);
        }
        if (told instanceof WorkerFailure.Crashed crashed) {
            return new WorkerFailure.Crashed(crashed.status(), lines);
        }
        return told instanceof WorkerFailure.TimedOut late
                ? new WorkerFailure.TimedOut(late.limit(), late.after(), lines)
                : told;
    }

    private static String original(String said, List<LinkedPath> linked) {
        String named = said;
        for (LinkedPath one : linked) {
            named = one.original(named);
        }
        return named;
    }

    private static void link(Path link, Path file) throws IOException {
        try {
            Files.createSymbolicLink(link, file);
        } catch (IOException | UnsupportedOperationException symbolic) {
            try {
                Files.createLink(link, file);
            } catch (IOException | UnsupportedOperationException hard) {
                hard.addSuppressed(symbolic);
                throw new BackendException(
                        ErrorKind.EXTERNAL,
                        "model file '" + file + "' cannot be linked into '" + link.getParent() + "': " + symbolic
                                + "; point java.io.tmpdir to a folder of the same drive, or allow links (on Windows:"
                                + " developer mode)",
                        hard);
            }
        }
    }
}
