package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.PendingFiles;
import org.whisperbench.platform.store.hub.TreeFile;

/** Carries a plan out: each content and then its links, then the listing, and the reference last. */
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
        List<TreeFile> missing = missing();
        DiskSpace.require(repository.cache().root(), neededBytes(missing));
        PendingFiles pending = PendingFiles.of(repository, plan.commit());
        if (!missing.isEmpty()) {
            pending.add(plan.files().stream().map(TreeFile::path).toList());
        }
        Set<String> coming = Set.copyOf(etags(missing).values());
        place(file -> !coming.contains(file.etag()));
        long bytes = fetch(missing);
        requirePlaced();
        new KeptListings(repository).keep(plan.listing());
        repository.point(plan.revision(), plan.commit());
        pending.remove(plan.files().stream().map(TreeFile::path).toList());
        return bytes;
    }

    /** What is linked at once is no left-over that somebody deletes while the rest is fetched. */
    private synchronized void place(Predicate<TreeFile> which) throws IOException {
        plan.repository()
                .place(
                        plan.commit(),
                        etags(plan.files().stream().filter(which).toList()),
                        Set.copyOf(etags(plan.toFetch()).values()));
    }

    /** Other programs delete, too. */
    private void requirePlaced() throws IOException {
        Path snapshot = plan.repository().snapshot(plan.commit());
        for (TreeFile file : plan.files()) {
            Path place = snapshot.resolve(file.path());
            if (!Files.isRegularFile(place) || Files.size(place) != file.sizeBytes()) {
                throw new Backoff.Final(
                        "'%s' was deleted by another program while other files came; run the command again"
                                .formatted(place));
            }
        }
    }

    /** How many bytes will come, after those that earlier downloads left, and without what the cache has elsewhere. */
    long neededBytes() throws IOException {
        return neededBytes(List.copyOf(contents().values()));
    }

    /** How much room each content will take that is neither in the cache nor can be shared with another program. */
    Map<String, Long> neededRoom() throws IOException {
        Map<String, Long> needed = new LinkedHashMap<>();
        for (TreeFile file : contents().values()) {
            if (isRenewed() || !reuse().isShared(file)) {
                needed.put(file.etag(), neededBytes(List.of(file)));
            }
        }
        return needed;
    }

    /** What is to be fetched and no other repository of the cache has, each content once. */
    private Map<String, TreeFile> contents() throws IOException {
        Map<String, TreeFile> contents = new LinkedHashMap<>();
        for (TreeFile file : plan.toFetch()) {
            boolean comes = isRenewed() || reuse().cached(file).isEmpty();
            if (!contents.containsKey(file.etag()) && comes) {
                contents.put(file.etag(), file);
            }
        }
        return contents;
    }

    private long neededBytes(List<TreeFile> files) throws IOException {
        long needed = 0;
        for (TreeFile file : files) {
            needed += file.sizeBytes() - PartialFile.bytesThere(task(file));
        }
        return needed;
    }

    private static Map<String, String> etags(List<TreeFile> files) {
        Map<String, String> etags = new LinkedHashMap<>();
        files.forEach(file -> etags.put(file.path(), file.etag()));
        return etags;
    }

    private Reuse reuse() {
        return new Reuse(plan, session.known().elsewhere());
    }

    private boolean isRenewed() {
        return plan.standing() == Standing.RENEWED;
    }

    /** What is to be had without the network is not fetched; returns the rest. One of several equal contents is. */
    private List<TreeFile> missing() throws IOException, InterruptedException {
        Map<String, TreeFile> missing = new LinkedHashMap<>();
        for (TreeFile file : plan.toFetch()) {
            if (isRenewed() || !reuse().take(file)) {
                missing.putIfAbsent(file.etag(), file);
            }
        }
        return List.copyOf(missing.values());
    }

    private long fetch(List<TreeFile> files) throws IOException, InterruptedException {
        session.listener()
                .planned(
                        address,
                        files.size(),
                        files.stream().mapToLong(TreeFile::sizeBytes).sum());
        CompletionService<Long> running = new ExecutorCompletionService<>(session.threads());
        Queue<TreeFile> queue = new ConcurrentLinkedQueue<>(files);
        int workers = Math.min(session.options().pace().files(), files.size());
        List<Future<Long>> futures = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                futures.add(running.submit(() -> fetchFrom(queue)));
            }
            long bytes = 0;
            for (int i = 0; i < workers; i++) {
                bytes += running.take().get();
            }
            return bytes;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof WhisperException failure) {
                throw failure;
            }
            throw new IllegalStateException("fetching '" + address + "' failed unexpectedly", e.getCause());
        } finally {
            futures.forEach(f -> f.cancel(true));
        }
    }

    private long fetchFrom(Queue<TreeFile> queue) throws IOException, InterruptedException {
        long bytes = 0;
        for (TreeFile file = queue.poll(); file != null; file = queue.poll()) {
            String etag = file.etag();
            bytes += new FileFetch(task(file), context).run();
            place(other -> other.etag().equals(etag));
        }
        return bytes;
    }

    private FileTask task(TreeFile file) {
        HubRepository repository = plan.repository();
        return new FileTask(
                address + ": " + file.path(),
                file.sizeBytes(),
                file.hash().orElseThrow(),
                plan.published(file),
                repository.blob(file.etag()),
                repository.lock(file.etag()),
                plan.standing(),
                hub.file(repository.name().id(), plan.commit(), file.path()));
    }
}
