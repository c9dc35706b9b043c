package org.whisperbench.platform.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.TarReader.Entry;
import org.whisperbench.platform.store.TarReader.Kind;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.RepositoryName;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;
import org.whisperbench.platform.store.hub.WholeFile;

/** Reads a tar file in the layout of the hub's cache. Nothing of it gets its final name unverified. */
final class ArchiveImport {

    private static final Pattern PLACE = Pattern.compile("(?:\\./)?([^/]+)/(blobs|trees|snapshots|refs)/(.+)");
    private static final int LARGEST_TEXT = 64 << 20;

    private final HubCache cache;
    private final Path archive;
    private final Set<String> revisions = new LinkedHashSet<>();
    private final Map<String, CachedRevision> references = new LinkedHashMap<>();
    private final Map<CachedRevision, Map<String, String>> links = new LinkedHashMap<>();
    private final ImportedListings listings = new ImportedListings();
    private final Set<String> fresh = new LinkedHashSet<>();
    private int files;
    private long bytes;

    ArchiveImport(HubCache cache, Path archive) {
        this.cache = cache;
        this.archive = archive;
    }

    Transfer run() throws InterruptedException {
        requireFile();
        try (TarReader tar = new TarReader(new BufferedInputStream(Files.newInputStream(archive)))) {
            cache.create();
            for (Optional<Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                if (entry.get().kind() != Kind.FOLDER) {
                    read(entry.get(), tar);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading '" + archive + "'");
                }
            }
            finish();
        } catch (java.io.InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while reading '" + archive + "'");
        } catch (IOException e) {
            throw StoreFailure.of("import", archive, e);
        }
        if (revisions.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "archive '%s' holds no model; make one with 'whisperbench export'".formatted(archive));
        }
        return new Transfer(List.copyOf(revisions), files, bytes, cache.root().toString());
    }

    private void requireFile() {
        if (!Files.exists(archive)) {
            throw new WhisperException(
                    ErrorKind.USER, "archive '%s' does not exist; check the path".formatted(archive));
        }
        if (!Files.isRegularFile(archive)) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'%s' is %s; name a tar file that 'whisperbench export' wrote"
                            .formatted(archive, Files.isDirectory(archive) ? "a folder" : "no regular file"));
        }
    }

    /** Links when all contents are there, since without links a content may be moved to its last place; references last. */
    private void finish() throws IOException {
        listings.check(links);
        listings.write(links);
        for (Map.Entry<CachedRevision, Map<String, String>> revision : links.entrySet()) {
            CachedRevision of = revision.getKey();
            of.repository().place(of.commit(), revision.getValue(), lastUsed(of));
        }
        for (Map.Entry<String, CachedRevision> reference : references.entrySet()) {
            CachedRevision of = reference.getValue();
            of.repository().point(reference.getKey().split(" ", 2)[1], of.commit());
        }
    }

    /** The new contents that no other revision of the archive needs, too. */
    private Set<String> lastUsed(CachedRevision revision) {
        Set<String> last = new LinkedHashSet<>(fresh);
        links.forEach((other, contents) -> {
            if (!other.equals(revision) && other.repository().equals(revision.repository())) {
                last.removeAll(contents.values());
            }
        });
        return last;
    }

    private void read(Entry entry, TarReader tar) throws IOException, InterruptedException {
        Matcher place = PLACE.matcher(entry.name());
        Optional<RepositoryName> name = place.matches() ? RepositoryName.ofFolder(place.group(1)) : Optional.empty();
        if (name.isEmpty() || !TreeFile.isSafe(place.group(3))) {
            throw foreign(entry);
        }
        HubRepository repository = cache.repository(name.get());
        String rest = place.group(3);
        switch (place.group(2) + " " + entry.kind()) {
            case "blobs FILE" -> content(repository, rest, entry, tar);
            case "trees FILE" -> listing(repository, rest, entry, tar);
            case "snapshots LINK" -> link(repository, rest, entry);
            case "refs FILE" -> reference(repository, rest, entry, tar);
            default -> throw foreign(entry);
        }
    }

    private static IOException foreign(Entry entry) {
        return new IOException("it holds '" + entry.name() + "', which is no part of an export");
    }

    private void content(HubRepository repository, String etag, Entry entry, TarReader tar)
            throws IOException, InterruptedException {
        ContentHash hash = ContentHash.ofBlobName(etag).orElseThrow(() -> foreign(entry));
        Path blob = repository.blob(etag);
        bytes += entry.size();
        listings.verified(etag, entry.size());
        if (isSound(blob, hash, entry.size())) {
            return;
        }
        Files.createDirectories(blob.getParent());
        Path part = blob.resolveSibling(etag + "." + WholeFile.mark() + ".incomplete");
        try (HashedCopy in = new HashedCopy(tar.body(), hash, entry.size())) {
            Files.copy(in, part);
            in.verify(entry.name());
            WholeFile.replace(part, blob);
            fresh.add(etag);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean isSound(Path blob, ContentHash hash, long size) throws IOException, InterruptedException {
        return Files.isRegularFile(blob)
                && Files.size(blob) == size
                && ContentHash.of(blob, hash.algorithm()).equals(hash);
    }

    /** Its name it gets at the end, when the contents that it lists are known. */
    private void listing(HubRepository repository, String name, Entry entry, TarReader tar) throws IOException {
        String commit = name.replaceFirst("\\.json$", "");
        if (!HubRepository.isCommit(commit)) {
            throw foreign(entry);
        }
        Path read = Files.createTempFile("listing", ".json");
        try {
            Files.write(read, text(entry, tar));
            listings.add(new CachedRevision(repository, commit), Tree.read(read).orElseThrow(() -> foreign(entry)));
        } finally {
            Files.deleteIfExists(read);
        }
    }

    private static byte[] text(Entry entry, TarReader tar) throws IOException {
        if (entry.size() > LARGEST_TEXT) {
            throw foreign(entry);
        }
        return tar.body().readAllBytes();
    }

    private void link(HubRepository repository, String rest, Entry entry) throws IOException {
        int slash = rest.indexOf('/');
        String commit = slash < 0 ? rest : rest.substring(0, slash);
        Path place = repository.snapshots().resolve(rest);
        Path target = place.resolveSibling(entry.target()).normalize();
        String etag = String.valueOf(target.getFileName());
        boolean inside = target.equals(repository.blob(etag))
                && ContentHash.ofBlobName(etag).isPresent();
        if (slash < 0 || !HubRepository.isCommit(commit) || !inside) {
            throw foreign(entry);
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it lacks the content of '" + rest.substring(slash + 1) + "'");
        }
        CachedRevision revision = new CachedRevision(repository, commit);
        links.computeIfAbsent(revision, r -> new LinkedHashMap<>()).put(rest.substring(slash + 1), etag);
        revisions.add(revision.display());
        files++;
    }

    private void reference(HubRepository repository, String revision, Entry entry, TarReader tar) throws IOException {
        String commit = new String(text(entry, tar), StandardCharsets.ISO_8859_1).strip();
        CachedRevision named = new CachedRevision(repository, commit);
        if (!HubRepository.isCommit(commit) || !revisions.contains(named.display())) {
            throw foreign(entry);
        }
        references.put(repository.name().folder() + " " + revision, named);
    }
}
