package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;

/**
 * How much space is free once some files are deleted: that of a file which has another name, a hard link, is not. Where a file
 * system does not tell how many names a file has, it has one.
 */
final class FreedSpace {

    private static final String NAMES = "unix:nlink";

    private final Map<Object, Names> files = new HashMap<>();

    /**
     * A physical file.
     *
     * @param gone those of its names that are deleted
     * @param all how many it has
     * @param bytes its length
     */
    private record Names(Set<Path> gone, int all, long bytes) {

        boolean isFreed() {
            return gone.size() >= all;
        }
    }

    /** What a file or folder frees by itself. */
    static long of(Path path) throws IOException {
        FreedSpace freed = new FreedSpace();
        freed.add(path);
        return freed.bytes();
    }

    /** Adds a file, or all files of a folder; links are no files. */
    void add(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            addFile(path);
            return;
        }
        for (Path file : HubRepository.files(path)) {
            addFile(file);
        }
    }

    private void addFile(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                int names = names(file);
                files.computeIfAbsent(key(file, attributes), k -> new Names(new HashSet<>(), names, attributes.size()))
                        .gone()
                        .add(file);
            }
        } catch (NoSuchFileException e) {
            // Another process deleted it meanwhile.
        }
    }

    private static Object key(Path file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? file : key;
    }

    /** What another process deleted meanwhile is no name of anything. */
    private static Object key(Path file) throws IOException {
        try {
            return key(file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return file;
        }
    }

    private static int names(Path file) throws IOException {
        try {
            return Files.getAttribute(file, NAMES, LinkOption.NOFOLLOW_LINKS) instanceof Integer names ? names : 1;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return 1; // no such file system
        }
    }

    long bytes() {
        return files.values().stream()
                .filter(Names::isFreed)
                .mapToLong(Names::bytes)
                .sum();
    }

    /** Who keeps what is deleted and not freed, one line each. */
    List<String> staying(HubCache cache) throws IOException {
        Map<Object, Names> staying = new HashMap<>(files);
        staying.values().removeIf(Names::isFreed);
        Map<String, List<Names>> byOwner = new TreeMap<>();
        for (HubRepository repository : staying.isEmpty() ? List.<HubRepository>of() : cache.repositories()) {
            for (Path blob : HubCache.children(repository.blobs())) {
                Object key = key(blob);
                Names names = staying.get(key);
                if (names != null && !names.gone().contains(blob)) {
                    staying.remove(key);
                    byOwner.computeIfAbsent("'" + repository.name().id() + "'", id -> new ArrayList<>())
                            .add(names);
                }
            }
        }
        if (!staying.isEmpty()) {
            byOwner.put("something outside of what goes", List.copyOf(staying.values()));
        }
        return byOwner.entrySet().stream()
                .map(owner -> line(owner.getKey(), owner.getValue()))
                .toList();
    }

    private static String line(String owner, List<Names> files) {
        return "%s has %d of the files that go, %d bytes, under another name: they free nothing"
                .formatted(
                        owner,
                        files.size(),
                        files.stream().mapToLong(Names::bytes).sum());
    }
}
