package org.whisperbench.backend.whisperkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.worker.ProgramJob;

/**
 * Where the tokenizer is, which is not in the repository of the models: the program would download it, see
 * {@code ModelUtilities.loadTokenizer} of argmax-oss-swift (commit ea872ff), which looks for
 * {@code models/OWNER/NAME/tokenizer.json} below the folder it is given. Versions before 1.0 read {@code config.json} there, too,
 * and ask the hub itself where that fails ({@code loadConfig} of swift-transformers 0.1.8).
 *
 * @param name owner and name of the repository that it is of
 * @param source absolute path of the folder with {@code tokenizer.json} and {@code config.json}
 */
record TokenizerFolder(String name, Path source) {

    /** Names a folder that holds tokenizers as the program keeps them; a system property, or a variable. */
    static final String FOLDER_PROPERTY = "whisperbench.whisperkit.tokenizers";

    private static final String FOLDER_VARIABLE = "WHISPERBENCH_WHISPERKIT_TOKENIZERS";
    private static final List<String> FILES = List.of("tokenizer.json", "config.json");

    static TokenizerFolder of(String asked, ResolvedModel model) {
        String name = WhisperKitModels.tokenizer(model.descriptor());
        List<Path> places = asked.isEmpty() ? usual(name, model) : List.of(path(asked));
        return places.stream()
                .filter(place -> FILES.stream().allMatch(file -> Files.isRegularFile(place.resolve(file))))
                .findFirst()
                .map(place -> new TokenizerFolder(name, place))
                .orElseThrow(() -> new BackendException(
                        ErrorKind.MISSING_MODEL,
                        "'%s' of '%s' are not in %s; run 'whisperbench download -R %s --include \"*.json\"', then name its folder with '--option tokenizer=FOLDER'"
                                .formatted(String.join("' and '", FILES), name, places, name)));
    }

    /** The model's own folder, then where the program itself keeps what it downloads. */
    private static List<Path> usual(String name, ResolvedModel model) {
        List<Path> places = new ArrayList<>();
        if (model.descriptor().files().stream().anyMatch(file -> file.path().equals(FILES.get(0)))) {
            places.add(model.directory());
        }
        places.add(base().resolve("models").resolve(name));
        return places;
    }

    private static Path base() {
        String set = System.getProperty(FOLDER_PROPERTY, System.getenv().getOrDefault(FOLDER_VARIABLE, ""));
        return set.isBlank()
                ? Path.of(System.getProperty("user.home", "."), "Documents", "huggingface")
                        .toAbsolutePath()
                : Path.of(set).toAbsolutePath();
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new BackendException(ErrorKind.USER, "'tokenizer=" + text + "' is no path; name a folder", e);
        }
    }

    /** Lays copies out as the program wants them; returns the folder for {@code --download-tokenizer-path}. */
    Path linked(ProgramJob job) {
        Path base = job.output().resolveSibling("tokenizers");
        Path folder = base.resolve("models").resolve(name);
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "{tokenizer*,config}.json")) {
                for (Path file : files) {
                    // The program tells the name from the model; for a model of the user's it looks beside.
                    Files.copy(file, folder.resolve(file.getFileName()));
                    Files.copy(file, base.resolve(file.getFileName()));
                }
            }
            return base;
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL, "the tokenizer in '" + source + "' cannot be copied: " + e.getMessage(), e);
        }
    }
}
