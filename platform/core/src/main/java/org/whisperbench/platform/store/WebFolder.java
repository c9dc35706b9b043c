package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * Where a model is kept that no hub has: a folder of its own, named after the last name of its address and the beginning
 * of the address' SHA-256, with a listing of its files that the download wrote.
 *
 * @param directory absolute path of the folder
 */
public record WebFolder(Path directory) {

    /** Name of the listing, which is no part of the model. */
    static final String LISTING = ".whisperbench-files.json";

    private static final int LONGEST = 60;
    private static final int DIGITS = 12;

    /**
     * Returns the folder of a source.
     *
     * @param roots where models are kept
     * @param source the source
     * @return the folder; it need not exist
     */
    public static WebFolder of(StoreRoots roots, ModelSource.Web source) {
        java.security.MessageDigest digest = ContentHash.Algorithm.SHA256.start(0);
        digest.update(source.url().getBytes(StandardCharsets.UTF_8));
        String address = ContentHash.Algorithm.SHA256.finish(digest).hex().substring(0, DIGITS);
        String name = source.fileName().replaceAll("[^A-Za-z0-9._-]", "_");
        String brief = name.substring(0, Math.min(LONGEST, name.length())).replaceAll("^[.]+", "_");
        return new WebFolder(roots.web().resolve(brief + "-" + address).toAbsolutePath());
    }

    /** Whether a folder holds such a download, or what one left that did not end: {@code .MARK.tmp}, {@code .MARK.old}. */
    static boolean isDownload(Path folder) {
        return Files.isRegularFile(folder.resolve(LISTING))
                || folder.getFileName().toString().matches(".*\\.[0-9a-f]{8}\\.(tmp|old)");
    }

    /**
     * Returns what the download wrote down.
     *
     * @return lengths and hashes, or nothing if it never ended
     */
    public Optional<Tree> listing() {
        return Tree.read(directory.resolve(LISTING));
    }

    /**
     * Returns where the lengths and hashes of what came at first are kept if nobody published them: beside the folder, so
     * that they outlive it.
     *
     * @return path of a listing, which need not be there
     */
    public Path first() {
        return directory.resolveSibling(directory.getFileName() + ".first.json");
    }

    /**
     * Returns the file that marks the model as pinned: beside the folder, so that it outlives a download.
     *
     * @return the mark's path, which need not be there
     */
    public Path pin() {
        return directory.resolveSibling(directory.getFileName() + ".pin");
    }

    /**
     * Returns the file that is locked while the model is downloaded.
     *
     * @return the lock's path, beside all folders
     */
    public Path lock() {
        return directory.resolveSibling(".locks").resolve(directory.getFileName() + ".lock");
    }

    /**
     * Writes down what is there. Called before the folder gets its name.
     *
     * @param complete a folder with all files
     * @return the listing
     * @throws IOException if a file cannot be read or the listing not be written
     * @throws InterruptedException if the thread was interrupted
     */
    public static Tree list(Path complete) throws IOException, InterruptedException {
        List<TreeFile> files = new ArrayList<>();
        for (Path file : HubRepository.files(complete)) {
            String path = TreeFile.path(complete, file);
            if (!path.equals(LISTING)) {
                String hash = ContentHash.of(file, ContentHash.Algorithm.SHA256).hex();
                files.add(new TreeFile(path, Files.size(file), hash, hash, ""));
            }
        }
        Tree tree = Tree.of(files);
        tree.write(complete.resolve(LISTING));
        return tree;
    }
}
