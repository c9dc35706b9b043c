package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.Tree;

/** Makes the folder of a model from the file that was fetched for it: beside its own, which is renamed when all is there. */
final class WebInstall {

    private static final long MOST_BYTES = 100L << 30;

    private final Wanted wanted;
    private final ModelSource.Web source;
    private final WebFolder folder;
    private final WebPlace place;

    WebInstall(Wanted wanted, WebFolder folder) {
        this.wanted = wanted;
        this.source = (ModelSource.Web) wanted.source();
        this.folder = folder;
        this.place = new WebPlace(folder);
    }

    /**
     * Installs a file, which stays until the folder has its name, so that an interrupted process loses nothing; what is
     * refused is deleted.
     *
     * @param known whether the hash of the file was published, so that this need not be what came first
     */
    Tree run(Path archive, boolean known) throws IOException, InterruptedException {
        Path fresh = place.fresh();
        try {
            Files.createDirectories(fresh);
            fill(fresh, archive);
            Tree tree = WebFolder.list(fresh);
            requireFiles(tree);
            if (!known) {
                new FirstContent(folder).require(tree, source.url());
            }
            place.replace(fresh);
            Files.deleteIfExists(archive);
            return tree;
        } catch (Backoff.Final e) {
            Files.deleteIfExists(archive);
            throw e;
        } finally {
            WebPlace.delete(fresh);
        }
    }

    private void fill(Path fresh, Path archive) throws IOException, InterruptedException {
        if (source.unpack()) {
            unpack(archive, fresh);
            return;
        }
        Path file = fresh.resolve(source.fileName());
        try {
            Files.createLink(file, archive);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without hard links.
            Files.move(archive, file);
        }
    }

    private void unpack(Path archive, Path fresh) throws IOException, InterruptedException {
        long free = Files.getFileStore(fresh).getUsableSpace();
        try {
            new ZipContent(Math.min(MOST_BYTES, free)).unpack(archive, fresh);
        } catch (ZipContent.TooLarge e) {
            if (free >= MOST_BYTES) {
                throw refusal(e);
            }
            throw new IOException(
                    "'%s' has room for %d bytes, and '%s' unpacks to more; what was fetched stays, so free some and run it again"
                            .formatted(folder.directory().getParent(), free, source.fileName()),
                    e);
        } catch (Backoff.Final e) {
            throw refusal(e);
        }
    }

    private Backoff.Final refusal(IOException reason) {
        return new Backoff.Final("'%s' was refused: %s".formatted(source.url(), reason.getMessage()), reason);
    }

    private void requireFiles(Tree tree) throws IOException {
        List<String> missing = wanted.files().stream()
                .map(ModelFile::path)
                .filter(path -> !tree.files().containsKey(path))
                .toList();
        if (!missing.isEmpty()) {
            throw new Backoff.Final("'%s' has no file '%s'".formatted(source.url(), String.join("', '", missing)));
        }
    }
}
