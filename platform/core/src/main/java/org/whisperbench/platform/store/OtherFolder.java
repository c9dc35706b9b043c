package org.whisperbench.platform.store;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.hub.HubCache;

/**
 * A folder in which another program keeps models.
 *
 * @param program whose layout it has
 * @param path the folder; it need not exist
 */
public record OtherFolder(Program program, Path path) {

    /** Whose layout a folder has. */
    public enum Program {
        /** {@code hf download --local-dir}: a folder per repository, {@code OWNER/NAME} or {@code NAME}. */
        LOCAL_DIR,
        /** WhisperKit: {@code OWNER/NAME} with the metadata of {@code --local-dir}. */
        WHISPERKIT,
        /** FluidAudio: {@code NAME}, without hashes. */
        FLUIDAUDIO,
        /** lightning-whisper-mlx: {@code mlx_models/NAME} below the current folder. */
        MLX_MODELS,
        /** whisper.cpp: {@code ggml-NAME.bin} side by side. */
        WHISPER_CPP,
        /** openai-whisper: {@code NAME.pt} side by side. */
        OPENAI_WHISPER,
        /** This platform's own: a folder per backend, for engines that want a layout of their own. */
        PRIVATE;

        /**
         * Returns the name for people.
         *
         * @return lower case, such as {@code whisper-cpp}
         */
        public String display() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Tells whether the program never writes into a file that is there but puts another in its place. Such a file may
         * be shared with it.
         *
         * @return true for huggingface_hub and what follows it
         */
        public boolean replacesFiles() {
            return this == LOCAL_DIR || this == WHISPERKIT;
        }
    }

    /**
     * Returns the folders that the programs use by themselves.
     *
     * @param environment environment variables: {@code HOME}, {@code XDG_CACHE_HOME}, {@code WHISPERBENCH_GGML} for the
     *     folder of whisper.cpp, which has no place of its own, {@code WHISPERBENCH_LOCAL_DIRS} for folders with the folders
     *     of {@code hf download --local-dir}
     * @return the folders; they need not exist
     */
    public static List<OtherFolder> of(Map<String, String> environment) {
        Path home = StoreRoots.home(environment);
        Path cache = StoreRoots.cache(environment);
        Path ggml = Path.of(environment.getOrDefault("WHISPERBENCH_GGML", "models"));
        List<OtherFolder> folders = new ArrayList<>();
        for (String local :
                environment.getOrDefault("WHISPERBENCH_LOCAL_DIRS", "").split(File.pathSeparator, -1)) {
            if (!local.isBlank()) {
                folders.add(new OtherFolder(Program.LOCAL_DIR, Path.of(local).toAbsolutePath()));
            }
        }
        folders.addAll(List.of(
                new OtherFolder(Program.WHISPERKIT, home.resolve("Documents/huggingface/models")),
                new OtherFolder(Program.FLUIDAUDIO, home.resolve("Library/Application Support/FluidAudio/Models")),
                new OtherFolder(Program.MLX_MODELS, Path.of("mlx_models").toAbsolutePath()),
                new OtherFolder(Program.WHISPER_CPP, ggml.toAbsolutePath()),
                new OtherFolder(Program.OPENAI_WHISPER, cache.resolve("whisper").toAbsolutePath()),
                new OtherFolder(
                        Program.PRIVATE, cache.resolve("whisperbench/models").toAbsolutePath())));
        return List.copyOf(folders);
    }

    /** A backend's folder has the folders of models, with or without their owners; beside it are downloads from the web. */
    private List<Path> ofBackends(String id, String name) {
        return StoreFailure.guard("list", path, () -> HubCache.children(path)).stream()
                .filter(OtherFolder::isOfBackend)
                .flatMap(backend -> Stream.of(backend.resolve(id), backend.resolve(name)))
                .toList();
    }

    private static boolean isOfBackend(Path folder) {
        return !folder.getFileName().toString().startsWith(".")
                && Files.isDirectory(folder)
                && !WebFolder.isDownload(folder);
    }

    /**
     * Returns where the files of a repository would be.
     *
     * @param repository the repository
     * @return candidates in order of search
     */
    List<Path> candidates(ModelSource.Repository repository) {
        String name = repository.id().substring(repository.id().indexOf('/') + 1);
        return switch (program) {
            case LOCAL_DIR ->
                path.endsWith(name) ? List.of(path) : List.of(path.resolve(repository.id()), path.resolve(name));
            case WHISPERKIT -> List.of(path.resolve(repository.id()));
            case FLUIDAUDIO, MLX_MODELS -> List.of(path.resolve(name));
            case WHISPER_CPP -> repository.id().equals("ggerganov/whisper.cpp") ? List.of(path) : List.of();
            case PRIVATE -> ofBackends(repository.id(), name);
            case OPENAI_WHISPER -> List.of();
        };
    }
}
