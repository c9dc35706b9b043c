package org.whisperbench.backend.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Graphs as the engine optimised them for this processor, kept on disk, so that it need not do so again. A graph is found by the
 * content of the file that it was made of, what was rewritten in it, the engine's version and the processor; one that is damaged is
 * deleted and made again. The folder holds no more than some gigabytes: what was used least recently goes first.
 *
 * <p>Several processes may use one folder: graphs are written beside and renamed. What is left of one that was ended meanwhile
 * counts as the others do, and is deleted after some hours.
 *
 * @param folder where graphs are kept; made when it is needed
 * @param engine the engine's version
 * @param mostBytes what the folder may hold
 */
record GraphCache(Path folder, String engine, long mostBytes) {

    /** The system property with the user's cache folder; without it nothing is kept. */
    static final String PROPERTY = "whisperbench.caches";

    private static final System.Logger LOG = System.getLogger(GraphCache.class.getName());
    private static final String FOLDER = "graphs";
    private static final String END = ".onnx";
    private static final String PART_START = "graph-";
    private static final String PART_END = ".part";
    /** In a part until the engine, which empties it, begins to write: the codes of its refusals do not tell a full disk. */
    private static final byte[] UNTOUCHED = {0};
    /** Writing takes seconds, minutes at the most. */
    private static final Duration LONGEST_WRITING = Duration.ofHours(6);

    /** Counts the ways in which graphs were optimised: one that was made differently is not used again. */
    private static final int FORM = 3;

    private static final long MOST_BYTES = 4L << 30;
    /** Larger graphs do not fit one protocol buffer, and reading them twice is no gain. */
    static final long LARGEST_GRAPH = 1L << 30;

    private static final int BLOCK_BYTES = 1 << 20;

    static Optional<GraphCache> ofProperty(String engine) {
        String caches = System.getProperty(PROPERTY, "");
        return caches.isEmpty()
                ? Optional.empty()
                : Optional.of(new GraphCache(Path.of(caches).resolve(FOLDER), engine, MOST_BYTES));
    }

    /**
     * Opens a file by its optimised graph, which is made if it is not there.
     *
     * @param opening what opens files
     * @param file an ONNX file
     * @return the session; empty if this file has to be opened without
     * @throws OrtException if the engine refuses the file, whether or not its graph can be kept
     */
    Optional<OrtSession> open(SessionOpening opening, Path file) throws OrtException {
        try {
            if (Files.size(file) > LARGEST_GRAPH || keepsWeightsBeside(file)) {
                return Optional.empty();
            }
            Path kept = folder.resolve(key(file, opening.attention()) + END);
            return Files.exists(kept) ? reuse(opening, kept) : make(opening, file, kept);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no optimised graph for ''{0}'': {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean keepsWeightsBeside(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            return beside.map(other -> String.valueOf(other.getFileName()))
                    .anyMatch(other -> other.startsWith(name + "_data") || other.startsWith(name + ".data"));
        }
    }

    private static Optional<OrtSession> reuse(SessionOpening opening, Path kept) throws IOException {
        try {
            Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
            return Optional.of(opening.open(
                    kept, options -> options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT)));
        } catch (OrtException e) {
            if (ModelFailure.saysNothingOfTheFile(e)) {
                LOG.log(System.Logger.Level.DEBUG, "an optimised graph is not used: {0}", e.getMessage());
            } else {
                LOG.log(System.Logger.Level.INFO, "an optimised graph is deleted: {0}", e.getMessage());
                Files.deleteIfExists(kept);
            }
            return Optional.empty();
        }
    }

    private Optional<OrtSession> make(SessionOpening opening, Path file, Path kept) throws IOException, OrtException {
        Files.createDirectories(folder);
        deleteAbandoned();
        Path part = Files.createTempFile(folder, PART_START, PART_END);
        try {
            Files.write(part, UNTOUCHED);
            OrtSession session = opening.openAnew(file, graph -> openInto(opening, graph, part));
            keep(part, kept);
            return Optional.of(session);
        } finally {
            discard(part);
        }
    }

    /**
     * Opens a graph and has it written; without where only that fails. The engine writes last: what it refuses before is the
     * graph itself, and opening it once more is no use, unless for memory, of which writing takes more.
     */
    private static OrtSession openInto(SessionOpening opening, Path graph, Path part) throws OrtException {
        if (Files.exists(part)) {
            try {
                return opening.open(graph, options -> options.setOptimizedModelFilePath(part.toString()));
            } catch (OrtException e) {
                if (isUntouched(part) && !ModelFailure.saysNothingOfTheFile(e)) {
                    throw e;
                }
                LOG.log(System.Logger.Level.DEBUG, "''{0}'' is opened without writing: {1}", graph, e.getMessage());
                discard(part); // nothing tries again to write it, and it is not kept
            }
        }
        return opening.open(graph, options -> {});
    }

    private static boolean isUntouched(Path part) {
        try {
            return Files.isWritable(part) && Files.size(part) == UNTOUCHED.length;
        } catch (IOException e) {
            return false; // another process deleted it
        }
    }

    /** A part that cannot be deleted costs room, but not the session that is open. */
    static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "''{0}'' is left behind: {1}", part, e.getMessage());
        }
    }

    /** The session is open whether or not its graph can be kept for the next. */
    private void keep(Path part, Path kept) {
        try {
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
            makeRoom(kept);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "an optimised graph is not kept: {0}", e.getMessage());
        }
    }

    private void deleteAbandoned() throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(LONGEST_WRITING));
        for (Path part : parts()) {
            if (lastUse(part).compareTo(limit) < 0) {
                discard(part);
            }
        }
    }

    private void makeRoom(Path newest) throws IOException {
        List<Path> graphs = entries(name -> name.endsWith(END));
        long bytes = 0;
        for (Path part : parts()) {
            bytes += size(part);
        }
        for (Path graph : graphs) {
            bytes += size(graph);
        }
        for (Path graph : graphs) {
            if (bytes > mostBytes && !graph.equals(newest)) {
                bytes -= size(graph);
                Files.deleteIfExists(graph);
            }
        }
    }

    private List<Path> parts() throws IOException {
        return entries(name -> name.startsWith(PART_START) && name.endsWith(PART_END));
    }

    /** Returns what is in the folder, the least recently used first. */
    private List<Path> entries(Predicate<String> named) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> named.test(String.valueOf(entry.getFileName())))
                    .sorted(Comparator.comparing(GraphCache::lastUse))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static FileTime lastUse(Path entry) {
        try {
            return Files.getLastModifiedTime(entry);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // another process deleted it
        }
    }

    private static long size(Path entry) throws IOException {
        try {
            return Files.size(entry);
        } catch (NoSuchFileException e) {
            return 0; // another process deleted it
        }
    }

    /**
     * Names a graph by what it was made of. Two checksums and the length tell contents apart that differ by chance; a
     * cryptographic hash would take longer than optimising does.
     */
    private String key(Path file, Optional<AttentionFusion> attention) throws IOException {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        // The number of heads is in the graph, and the configuration that it came from may be another one tomorrow.
        int heads = attention.map(AttentionFusion::heads).orElse(0);
        byte[] about =
                (engine + '\n' + FORM + '\n' + heads + '\n' + processor() + '\n').getBytes(StandardCharsets.UTF_8);
        one.update(about);
        other.update(about);
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(block); count >= 0; count = bytes.read(block)) {
                one.update(block, 0, count);
                other.update(block, 0, count);
            }
        }
        return "%08x%08x-%d".formatted(one.getValue(), other.getValue(), Files.size(file));
    }

    /** The engine chooses forms of operators by the processor's instructions. */
    private static String processor() {
        String known = System.getProperty("os.name") + ' ' + System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.matches("(model name|flags|CPU part|Features)\\s*:.*"))
                    .distinct()
                    .reduce(known, (all, line) -> all + '\n' + line);
        } catch (IOException | UncheckedIOException e) {
            return known + ' ' + System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
        }
    }
}
