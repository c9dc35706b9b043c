package org.whisperbench.shell;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Which downloaded models a command is about. */
final class DownloadedModels {

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "a name, backend/name, or OWNER/NAME[@REVISION] (default: everything in the hub's cache)")
    private List<String> names = new ArrayList<>();

    CachedModels wanted(StoreWords words) throws InterruptedException {
        return names.isEmpty() ? words.everything() : CachedModels.of(words.wanted(names));
    }

    /** Those whose branches and tags are followed. */
    CachedModels followed(StoreWords words) throws InterruptedException {
        return names.isEmpty() ? words.everything().whole() : CachedModels.of(words.followed(names));
    }

    /** Those that are no plain folders of other programs. */
    CachedModels ours(StoreWords words) throws InterruptedException {
        List<String> others = names.stream().filter(name -> !isFolder(name)).toList();
        return names.isEmpty() ? words.everything() : CachedModels.of(words.wanted(others));
    }

    /** Folders that {@code hf download --local-dir}, WhisperKit or {@code copy} wrote. */
    List<Path> folders() {
        return names.stream().filter(DownloadedModels::isFolder).map(Path::of).toList();
    }

    boolean isEverything() {
        return names.isEmpty();
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name).resolve(".cache").resolve("huggingface"));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
