package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes children start sooner: the classes of the worker's program, as the virtual machine has them in memory, in a file that
 * later children map (dynamic class data sharing, JEP 350). The first child that ends in order writes it, which takes it a
 * third of a second; one that could not is not asked again. There is one archive for each virtual machine, and it is for the
 * jars of one class path.
 *
 * <p>Any number of threads may use it. No two hosts may use one folder at a time.
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    private static final String SUFFIX = ".jsa";
    private static final String FAILED = ".failed";

    /** Whatever is wrong with an archive, the machine goes on without: nothing that a user needs to read. */
    private static final String SILENT = "-Xlog:cds*=off:stderr";

    /** From this release on the machine says it under another name, too, which older ones refuse to know. */
    private static final int AHEAD_OF_TIME = 24;

    /** What a user sets to have it another way. */
    private static final List<String> USERS =
            List.of("-Xshare", "-XX:SharedArchiveFile", "-XX:ArchiveClasses", "-XX:AOT");

    private final Optional<Path> folder;
    private final AtomicBoolean recording = new AtomicBoolean();

    private ClassArchive(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Keeps archives in a folder that is made when it is needed. */
    static ClassArchive in(Path folder) {
        return new ClassArchive(Optional.of(folder));
    }

    /** Makes and uses none. */
    static ClassArchive none() {
        return new ClassArchive(Optional.empty());
    }

    /**
     * What one child has to do with an archive.
     *
     * @param options what its virtual machine is to be told besides
     * @param made where it writes an archive when it ends, if it does
     * @param kept where that archive belongs
     */
    record Part(List<String> options, Optional<Path> made, Path kept) {

        private static Part none() {
            return new Part(List.of(), Optional.empty(), Path.of(""));
        }
    }

    /**
     * Decides what the next child does.
     *
     * @param classPath what it has on its class path
     * @param options what its virtual machine is told anyway
     * @param own folder of the child's own files
     */
    Part of(List<Path> classPath, List<String> options, Path own) {
        if (folder.isEmpty()
                || options.stream().anyMatch(option -> USERS.stream().anyMatch(option::startsWith))
                || classPath.stream().anyMatch(this::isWrittenAtEachStart)) {
            return Part.none();
        }
        try {
            return part(folder.get().resolve(name(classPath, options) + SUFFIX), own);
        } catch (IOException e) {
            LOG.debug("no archive of classes", e);
            return Part.none();
        }
    }

    /** Jars of bundles that the framework does not read in place: an archive would never fit them again. */
    private boolean isWrittenAtEachStart(Path jar) {
        return jar.startsWith(folder.orElseThrow().getParent());
    }

    private Part part(Path archive, Path own) {
        if (Files.exists(archive)) {
            return new Part(with("-XX:SharedArchiveFile=" + archive), Optional.empty(), archive);
        }
        if (Files.exists(failed(archive)) || !recording.compareAndSet(false, true)) {
            return Part.none();
        }
        Path made = own.resolve("classes" + SUFFIX);
        return new Part(with("-XX:ArchiveClassesAtExit=" + made), Optional.of(made), archive);
    }

    private static List<String> with(String option) {
        return Runtime.version().feature() >= AHEAD_OF_TIME
                ? List.of(option, SILENT, "-Xlog:aot*=off:stderr")
                : List.of(option, SILENT);
    }

    private static Path failed(Path archive) {
        return archive.resolveSibling(archive.getFileName() + FAILED);
    }

    /**
     * Keeps what a child wrote.
     *
     * @param part what that child had to do
     * @param end how it ended
     */
    void ended(Part part, ModelProcess.End end) {
        if (part.made().isEmpty()) {
            return;
        }
        try {
            if (end == ModelProcess.End.IN_ORDER && Files.exists(part.made().get())) {
                keep(part.made().get(), part.kept());
            } else if (end != ModelProcess.End.SUDDEN) {
                keep(Files.createTempFile(part.made().get().getParent(), "none", FAILED), failed(part.kept()));
            }
        } catch (IOException e) {
            LOG.debug("an archive of classes was not kept", e);
        } finally {
            recording.set(false);
        }
    }

    /** Keeps a file in the place of all former ones of the same virtual machine. */
    private static void keep(Path made, Path kept) throws IOException {
        Files.createDirectories(kept.getParent());
        String machine = kept.getFileName().toString().replaceFirst("\\..*", "");
        try (DirectoryStream<Path> former = Files.newDirectoryStream(kept.getParent(), machine + ".*")) {
            for (Path file : former) {
                Files.delete(file);
            }
        }
        Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One for the virtual machine, a point, one for its options and the jars as they are now. */
    private static String name(List<Path> classPath, List<String> options) throws IOException {
        String machine = System.getProperty("java.home") + '\n' + System.getProperty("java.vm.version");
        StringBuilder jars = new StringBuilder(String.join("\n", options));
        for (Path jar : classPath) {
            BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            jars.append('\n').append(jar).append(' ').append(attributes.size());
            jars.append(' ').append(attributes.lastModifiedTime().toMillis());
        }
        return shortened(machine) + '.' + shortened(jars.toString());
    }

    private static String shortened(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
