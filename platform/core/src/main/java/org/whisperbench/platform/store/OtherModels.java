package org.whisperbench.platform.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.TreeFile;

/** Lists the models that other programs keep. */
final class OtherModels {

    private static final Logger LOG = LoggerFactory.getLogger(OtherModels.class);

    private final List<OtherFolder> folders;
    private final Duplicates duplicates;

    OtherModels(List<OtherFolder> folders, Duplicates duplicates) {
        this.folders = folders;
        this.duplicates = duplicates;
    }

    List<Inventory.Other> list() throws IOException {
        List<Inventory.Other> found = new ArrayList<>();
        for (OtherFolder folder : folders) {
            for (Path model : models(folder)) {
                found.add(measure(folder.program(), model));
            }
        }
        return found;
    }

    /** The files and folders in a program's folder that are models. */
    static List<Path> models(OtherFolder folder) throws IOException {
        return switch (folder.program()) {
            case WHISPER_CPP -> files(folder.path(), "ggml-.*\\.bin");
            case OPENAI_WHISPER -> files(folder.path(), ".*\\.pt");
            case FLUIDAUDIO, MLX_MODELS -> folders(folder.path());
            case PRIVATE ->
                folders(folder.path()).stream()
                        .filter(f -> WebLeftover.of(f).isEmpty())
                        .toList();
            case WHISPERKIT, LOCAL_DIR -> {
                if (Files.isDirectory(folder.path().resolve(".cache/huggingface"))) {
                    yield List.of(folder.path());
                }
                List<Path> models = new ArrayList<>();
                for (Path owner : folders(folder.path())) {
                    boolean itself = Files.isDirectory(owner.resolve(".cache"));
                    models.addAll(itself ? List.of(owner) : folders(owner));
                }
                yield models;
            }
        };
    }

    /** All files of all models, by length. What cannot be read is passed over: nobody has asked for it. */
    static Map<Long, List<OtherFile>> bySize(List<OtherFolder> folders) {
        Map<Long, List<OtherFile>> files = new HashMap<>();
        for (OtherFolder folder : folders) {
            for (Path model : readable(() -> models(folder))) {
                for (Path file : readable(() -> filesOf(model))) {
                    files.computeIfAbsent(file.toFile().length(), size -> new ArrayList<>())
                            .add(new OtherFile(folder.program(), file));
                }
            }
        }
        files.remove(0L);
        return files;
    }

    private static List<Path> filesOf(Path model) throws IOException {
        List<Path> all = Files.isDirectory(model) ? HubRepository.files(model) : List.of(model);
        return all.stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> readable(StoreFailure.Work<List<Path>> look) {
        try {
            return look.run();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("what another program keeps is passed over: {}", e.toString());
            return List.of();
        }
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        return HubCache.children(folder).stream()
                .filter(p ->
                        Files.isRegularFile(p) && p.getFileName().toString().matches(name))
                .toList();
    }

    private static List<Path> folders(Path folder) throws IOException {
        return HubCache.children(folder).stream()
                .filter(p -> Files.isDirectory(p) && !p.getFileName().toString().startsWith("."))
                .toList();
    }

    private Inventory.Other measure(OtherFolder.Program program, Path model) throws IOException {
        if (Files.isRegularFile(model)) {
            duplicates.addUnknown(model);
            return new Inventory.Other(program, model, 1, Files.size(model));
        }
        PhysicalFiles counted = new PhysicalFiles();
        int files = 0;
        long bytes = 0;
        for (Path file : HubRepository.files(model)) {
            String path = TreeFile.path(model, file);
            if (!path.startsWith(".cache/") && Files.isRegularFile(file)) {
                files++;
                bytes += counted.add(file);
                Optional<ContentHash> hash = Expectation.metadata(model, path).hash();
                if (hash.isPresent()) {
                    duplicates.add(hash.get().hex(), file);
                } else {
                    duplicates.addUnknown(file);
                }
            }
        }
        return new Inventory.Other(program, model, files, bytes);
    }
}
