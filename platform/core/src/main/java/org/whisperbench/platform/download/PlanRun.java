package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.whisperbench.platform.store.OtherFile;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.TreeFile;
import org.whisperbench.platform.store.hub.WholeFile;

/** Carries a plan out: contents first, then links, then the listing, and the reference last. */
final class PlanRun {

    private final FilePlan plan;
    private final String address;
    private final Session session;
    private final HubApi hub;
    private final FetchContext context;

    PlanRun(FilePlan plan, String address, Session session, HubApi hub, FetchContext context) {
        this.plan = plan;
        this.address = address;
        this.session = session;
        this.hub = hub;
        this.context = context;
    }

    /** Returns how many bytes came over the network. */
    long run() throws IOException, InterruptedException {
        HubRepository repository = plan.repository();
        repository.cache().create();
        List<TreeFile> missing = reuse();
        DiskSpace.require(repository.cache().root(), neededBytes(missing));
        long bytes = fetch(missing);
        for (TreeFile file : plan.files()) {
            if (Files.exists(repository.blob(file.etag()))) {
                repository.place(plan.commit(), file.path(), file.etag());
            }
        }
        if (!Files.exists(repository.tree(plan.commit()))) {
            plan.tree().write(repository.tree(plan.commit()));
        }
        repository.point(plan.revision(), plan.commit());
        return bytes;
    }

    /** How many bytes will come, after those that earlier downloads left. */
    long neededBytes() throws IOException {
        return neededBytes(plan.toFetch());
    }

    private long neededBytes(List<TreeFile> files) throws IOException {
        long needed = 0;
        for (TreeFile file : files) {
            needed += file.sizeBytes() - PartialFile.bytesThere(task(file));
        }
        return needed;
    }

    /**
     * What another repository of the cache or another program has is not fetched; returns the rest. One of several equal
     * contents is.
     */
    private List<TreeFile> reuse() throws IOException, InterruptedException {
        Map<String, TreeFile> missing = new LinkedHashMap<>();
        for (TreeFile file : plan.toFetch()) {
            if (!isReused(file)) {
                missing.putIfAbsent(file.etag(), file);
            }
        }
        return List.copyOf(missing.values());
    }

    private boolean isReused(TreeFile file) throws IOException, InterruptedException {
        ContentHash hash = file.hash().orElseThrow();
        for (HubRepository other : plan.repository().cache().repositories()) {
            Path content = other.blob(file.etag());
            boolean candidate = !other.equals(plan.repository())
                    && Files.isRegularFile(content)
                    && Files.size(content) == file.sizeBytes()
                    && file.sizeBytes() > 0;
            if (candidate && ContentHash.of(content, hash.algorithm()).equals(hash)) {
                adopt(content, plan.repository().blob(file.etag()), true);
                return true;
            }
        }
        return isElsewhere(file, hash);
    }

    private boolean isElsewhere(TreeFile file, ContentHash hash) throws IOException, InterruptedException {
        for (OtherFile other : session.known().elsewhere().ofSize(file.sizeBytes())) {
            if (ContentHash.of(other.path(), hash.algorithm()).equals(hash)) {
                adopt(
                        other.path(),
                        plan.repository().blob(file.etag()),
                        other.program().replacesFiles());
                return true;
            }
        }
        return false;
    }

    /** A file that others write into is copied, so that they do not change what is here. */
    private static void adopt(Path content, Path target, boolean share) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
        Path fresh = target.resolveSibling(target.getFileName() + "." + WholeFile.mark() + ".incomplete");
        try {
            if (!share || !isLinked(fresh, content)) {
                Files.copy(content, fresh);
            }
            WholeFile.replace(fresh, target);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static boolean isLinked(Path fresh, Path content) {
        try {
            Files.createLink(fresh, content.toRealPath());
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private long fetch(List<TreeFile> files) throws IOException, InterruptedException {
        session.listener()
                .planned(
                        address,
                        files.size(),
                        files.stream().mapToLong(TreeFile::sizeBytes).sum());
        CompletionService<Long> running = new ExecutorCompletionService<>(session.threads());
        Semaphore turns = new Semaphore(session.options().pace().files());
        List<Future<Long>> futures = new ArrayList<>();
        try {
            for (TreeFile file : files) {
                futures.add(running.submit(inTurn(turns, task(file))));
            }
            long bytes = 0;
            for (int i = 0; i < files.size(); i++) {
                bytes += running.take().get();
            }
            return bytes;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("fetching '" + address + "' failed unexpectedly", e.getCause());
        } finally {
            futures.forEach(f -> f.cancel(true));
        }
    }

    private Callable<Long> inTurn(Semaphore turns, FileTask task) {
        return () -> {
            turns.acquire();
            try {
                return new FileFetch(task, context).run();
            } finally {
                turns.release();
            }
        };
    }

    private FileTask task(TreeFile file) {
        HubRepository repository = plan.repository();
        return new FileTask(
                address + ": " + file.path(),
                file.sizeBytes(),
                file.hash().orElseThrow(),
                repository.blob(file.etag()),
                repository.lock(file.etag()),
                plan.replace(),
                hub.file(repository.name().id(), plan.commit(), file.path()));
    }
}
