package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * All files of a folder that no descriptor names: judged by the metadata of {@code hf download --local-dir}, or by the listing
 * of a download from a web server. Core ML's folders {@code *.mlmodelc} have a {@code coremldata.bin}, and files
 * {@code *.partial} until they are complete.
 */
final class WholeFolder {

    private static final String CORE_ML = ".mlmodelc";
    private static final String CORE_ML_MARK = "coremldata.bin";
    private static final List<String> PARTIAL = List.of(".partial", ".incomplete");

    private final Path folder;
    private final Optional<Tree> listing;
    private final List<FileLook> looks = new ArrayList<>();
    private final Set<String> there = new TreeSet<>();
    private final Set<String> wanted = new TreeSet<>();

    WholeFolder(Path folder) throws IOException {
        this.folder = folder;
        this.listing = new WebFolder(folder).listing();
        listing.ifPresent(tree -> wanted.addAll(tree.files().keySet()));
        for (Path file : HubRepository.files(folder)) {
            String path = TreeFile.path(folder, file);
            if (!path.startsWith(".cache/") && !path.equals(WebFolder.LISTING) && TreeFile.isSafe(path)) {
                take(path, file);
            }
        }
    }

    private void take(String path, Path file) {
        Optional<String> suffix = PARTIAL.stream().filter(path::endsWith).findFirst();
        if (suffix.isPresent()) {
            wanted.add(path.substring(0, path.length() - suffix.get().length()));
        } else {
            there.add(path);
            looks.add(new FileLook(path, file, expected(path)));
        }
        int end = path.indexOf(CORE_ML + "/");
        if (end > 0) {
            wanted.add(path.substring(0, end + CORE_ML.length() + 1) + CORE_ML_MARK);
        }
    }

    private Expectation expected(String path) {
        return listing.map(tree -> tree.files().get(path))
                .map(listed -> new Expectation(listed.sizeBytes(), listed.hash()))
                .orElseGet(() -> Expectation.metadata(folder, path));
    }

    PreparedLook prepared() {
        return new PreparedLook(looks, this::result);
    }

    private Examination result(List<FileState> found) {
        List<FileState> files = new ArrayList<>();
        for (String path : wanted) {
            if (!there.contains(path)) {
                files.add(new FileState(
                        path, folder.resolve(path), FileState.Finding.MISSING, 0, -1, "is missing or not complete"));
            }
        }
        files.addAll(found);
        return examination(folder.toAbsolutePath(), files);
    }

    static Examination examination(Path directory, List<FileState> files) {
        if (files.isEmpty()) {
            return new Examination(new DiskState.Absent(List.of(directory)), files);
        }
        ModelDescriptor model = ModelDescriptor.builder("other", new ModelSource.Folder(directory))
                .files(files.stream()
                        .map(FileState::path)
                        .map(ModelFile::unverified)
                        .toList())
                .build();
        return new Examination(DiskStore.state(new ResolvedModel(model, directory), files, ""), files);
    }
}
