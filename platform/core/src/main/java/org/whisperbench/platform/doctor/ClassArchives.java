package org.whisperbench.platform.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * Archives of classes, which the launchers make beside a command and which the virtual machines of later ones map: one for
 * each installation and build of Java. A launcher tells in {@code whisperbench.archive} which one is its own.
 *
 * @param own the archive of this installation with this Java, whether it is there or not; empty if no launcher told
 * @param jars of this installation; one that is newer than the archive makes it useless
 * @param now the time
 */
record ClassArchives(Optional<Path> own, List<Path> jars, Instant now) {

    private static final String WHAT = "classes for a quick start";
    private static final String MAKING = ".making";
    /** What the launcher for Windows keeps beside an archive: the jars that it was made of. */
    private static final String STATE = ".jars";
    /** As long as the launchers wait until they try again. */
    private static final Duration LONGEST = Duration.ofMinutes(60);

    static ClassArchives none() {
        return new ClassArchives(Optional.empty(), List.of(), Instant.now());
    }

    /** Those of the installation whose launcher started this process. */
    static ClassArchives of(BundleContext context) {
        Optional<Path> home = path(context, "whisperbench.home");
        List<Path> jars = new ArrayList<>();
        home.ifPresent(folder -> {
            jars.addAll(jarsIn(folder.resolve("lib")));
            jars.addAll(jarsIn(folder.resolve("bundles")));
        });
        return new ClassArchives(path(context, "whisperbench.archive"), List.copyOf(jars), Instant.now());
    }

    private static Optional<Path> path(BundleContext context, String key) {
        return Optional.ofNullable(context.getProperty(key))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }

    CacheEntry entry(Path path, long sizeBytes) {
        String name = path.getFileName().toString();
        Instant made = modified(path);
        if (name.endsWith(MAKING)) {
            boolean recent = made.plus(LONGEST).isAfter(now);
            String how = recent ? ", being made" : ", left by a try that failed";
            return new CacheEntry(path, WHAT + how, sizeBytes, recent, !recent);
        }
        Path archive =
                name.endsWith(STATE) ? path.resolveSibling(name.substring(0, name.length() - STATE.length())) : path;
        if (own.isEmpty()) {
            return new CacheEntry(path, WHAT, sizeBytes, false, false);
        }
        if (!archive.equals(own.get())) {
            return new CacheEntry(path, WHAT + ", of another installation or Java", sizeBytes, false, true);
        }
        Instant archived = modified(archive);
        boolean old = jars.stream().anyMatch(jar -> modified(jar).isAfter(archived));
        return new CacheEntry(path, old ? WHAT + ", older than the jars" : WHAT, sizeBytes, !old, old);
    }

    private static Instant modified(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException e) {
            // It went meanwhile, as what is being made does.
            return Instant.EPOCH;
        }
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.toString().endsWith(".jar")).toList();
        } catch (IOException e) {
            // No installation of ours; then there is nothing to compare with.
            return List.of();
        }
    }
}
