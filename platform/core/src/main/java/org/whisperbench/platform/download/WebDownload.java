package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.BlobLock;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;
import org.whisperbench.platform.store.hub.WholeFile;

/** Brings a model of a web server onto the disk: into a folder beside its own, which is renamed when all is there. */
final class WebDownload {

    private static final long MOST_BYTES = 100L << 30;

    private final Wanted wanted;
    private final ModelSource.Web source;
    private final Path directory;
    private final Session session;
    private final FetchContext context;

    WebDownload(Wanted wanted, WebFolder folder, Session session) {
        this.wanted = wanted;
        this.source = (ModelSource.Web) wanted.source();
        this.directory = folder.directory();
        this.session = session;
        this.context = session.context();
    }

    /** Fetches it, whatever is there. */
    Outcome fetch(Result result) throws InterruptedException {
        if (session.settings().offline()) {
            return failure(
                    Result.OFFLINE,
                    "'%s' is missing or damaged, and the network may not be used; run 'whisperbench download %s' where it may"
                            .formatted(source.url(), wanted.address()));
        }
        try {
            return session.options().mode() == Mode.DRY_RUN ? planned() : fetched(result);
        } catch (IOException e) {
            return failure(Result.FAILED, session.settings().token().hiddenIn(Failures.reason(e)));
        }
    }

    private Outcome planned() throws IOException, InterruptedException {
        long size = Math.max(0, web(partial()).size());
        return new Outcome(wanted.address(), Result.PLANNED, "'" + source.url() + "'", 1, 1, size, size);
    }

    /** How many bytes will come; 0 also if the server does not say. */
    long neededBytes() {
        if (session.settings().offline()) {
            return 0;
        }
        try (Reply reply = http().get(URI.create(source.url()), "")) {
            return Math.max(0, WebFetch.length(reply));
        } catch (IOException e) {
            return 0;
        }
    }

    private Http http() {
        return session.http().within(context.deadline());
    }

    private Path partial() {
        return directory.resolveSibling(directory.getFileName() + ".incomplete");
    }

    private WebFetch web(Path partial) {
        return new WebFetch(source, partial, http(), context);
    }

    private Outcome fetched(Result result) throws IOException, InterruptedException {
        Path lock = directory.resolveSibling(".locks").resolve(directory.getFileName() + ".lock");
        try (BlobLock held = BlobLock.acquire(lock)) {
            Path partial = held.isExclusive()
                    ? partial()
                    : directory.resolveSibling(directory.getFileName() + "." + WholeFile.mark() + ".incomplete");
            WebFetch web = web(partial);
            session.listener().planned(wanted.address(), 1, Math.max(0, web.size()));
            long bytes = web.run();
            Tree tree = install(partial);
            long size = tree.files().values().stream()
                    .mapToLong(TreeFile::sizeBytes)
                    .sum();
            int files = tree.files().size();
            return new Outcome(wanted.address(), result, place(), files, files, bytes, size);
        }
    }

    private String place() {
        String trust = source.sha256().isEmpty() ? ", hash not published: what came is believed and kept" : "";
        return "'" + directory + "'" + trust;
    }

    private Tree install(Path partial) throws IOException, InterruptedException {
        Path fresh = directory.resolveSibling(directory.getFileName() + "." + WholeFile.mark() + ".tmp");
        try {
            Files.createDirectories(fresh);
            if (source.unpack()) {
                unpack(partial, fresh);
            } else {
                Files.move(partial, fresh.resolve(source.fileName()));
            }
            Tree tree = WebFolder.list(fresh);
            requireFiles(tree);
            if (source.sha256().isEmpty()) {
                new FirstContent(new WebFolder(directory)).require(tree, source.url());
            }
            replace(fresh);
            return tree;
        } finally {
            delete(fresh);
            Files.deleteIfExists(partial);
        }
    }

    private void unpack(Path archive, Path folder) throws IOException, InterruptedException {
        long free = Files.getFileStore(folder).getUsableSpace();
        try {
            new ZipContent(Math.min(MOST_BYTES, free)).unpack(archive, folder);
        } catch (Backoff.Final e) {
            throw new Backoff.Final("'%s' was refused: %s".formatted(source.url(), e.getMessage()), e);
        }
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

    private void replace(Path fresh) throws IOException {
        Path old = directory.resolveSibling(directory.getFileName() + "." + WholeFile.mark() + ".old");
        boolean there = Files.exists(directory);
        if (there) {
            Files.move(directory, old);
        }
        Files.move(fresh, directory);
        delete(old);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> paths;
        try (var walk = Files.walk(folder)) {
            paths = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(Objects.requireNonNull(path));
        }
    }

    private Outcome failure(Result result, String reason) {
        return new Outcome(wanted.address(), result, reason, wanted.files().size(), 0, 0, 0);
    }
}
