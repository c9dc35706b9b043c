package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * A file that is being fetched, and beside it how much of each of its pieces is there: {@code NAME.MARK.incomplete} and
 * {@code NAME.MARK.parts.incomplete}. Both names are such that {@code hf cache prune} deletes them. A later process
 * resumes what is there; what another program left is taken over by copying its beginning, since its writer may live.
 *
 * <p>Format of the second file, in ASCII: a line {@code whisperbench parts 1 SIZE PIECE}, both 20 digits in bytes, then
 * for each piece a line of 20 digits, how many of its bytes are there.
 */
final class PartialFile implements AutoCloseable {

    private static final Pattern HEAD = Pattern.compile("whisperbench parts 1 (\\d{20}) (\\d{20})");
    private static final String OWN_PARTS = "\\.[0-9a-f]{8}\\.parts\\.incomplete";
    private static final int LINE = 21;
    private static final Duration DEAD = Duration.ofMinutes(5);

    private final Path data;
    private final Path parts;
    private final FileChannel channel;
    private final FileChannel notes;
    private final int head;
    private final Pieces pieces;

    private PartialFile(Path data, Path parts, Pieces pieces) throws IOException {
        this.data = data;
        this.parts = parts;
        this.pieces = pieces;
        byte[] first = header(pieces).getBytes(StandardCharsets.US_ASCII);
        this.head = first.length;
        this.channel =
                FileChannel.open(data, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        FileChannel opened = null;
        try {
            opened = FileChannel.open(parts, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            opened.write(ByteBuffer.wrap(first), 0);
            this.notes = opened;
            for (int i = 0; i < pieces.count(); i++) {
                note(i);
            }
        } catch (IOException e) {
            channel.close();
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    /** Continues what is there, or begins. */
    static PartialFile open(FileTask task, long pieceBytes, boolean exclusive, boolean resume) throws IOException {
        if (exclusive && resume) {
            Optional<PartialFile> own = own(task);
            if (own.isPresent()) {
                return own.get();
            }
        }
        String name = task.target().getFileName() + "." + WholeFile.mark();
        Path data = task.target().resolveSibling(name + ".incomplete");
        Pieces pieces = new Pieces(task.sizeBytes(), pieceBytes);
        Optional<Path> foreign = resume ? foreign(task) : Optional.empty();
        if (foreign.isPresent()) {
            Files.copy(foreign.get(), data);
            pieces.foundFromStart(Math.min(Files.size(data), task.sizeBytes()));
        }
        return new PartialFile(data, task.target().resolveSibling(name + ".parts.incomplete"), pieces);
    }

    private static Path folder(FileTask task) {
        return java.util.Objects.requireNonNull(task.target().getParent());
    }

    /** How many bytes of a file are on the disk already and will be continued. */
    static long bytesThere(FileTask task) throws IOException {
        for (Path parts : partials(task, OWN_PARTS)) {
            Optional<Pieces> pieces = read(parts, task.sizeBytes());
            if (pieces.isPresent() && Files.isRegularFile(dataOf(parts))) {
                pieces.get().limitTo(Files.size(dataOf(parts)));
                return pieces.get().total();
            }
        }
        return 0;
    }

    private static Path dataOf(Path parts) {
        return parts.resolveSibling(parts.getFileName().toString().replace(".parts.incomplete", ".incomplete"));
    }

    /** One that this platform began and nobody holds the lock for. */
    private static Optional<PartialFile> own(FileTask task) throws IOException {
        for (Path parts : partials(task, OWN_PARTS)) {
            Optional<Pieces> pieces = read(parts, task.sizeBytes());
            if (pieces.isPresent() && Files.isRegularFile(dataOf(parts))) {
                pieces.get().limitTo(Files.size(dataOf(parts)));
                return Optional.of(new PartialFile(dataOf(parts), parts, pieces.get()));
            }
        }
        return Optional.empty();
    }

    /** The longest that another program left. */
    private static Optional<Path> foreign(FileTask task) throws IOException {
        Path best = null;
        for (Path partial : partials(task, "(?:\\.[0-9a-f]{8})?\\.incomplete")) {
            Path parts = partial.resolveSibling(
                    partial.getFileName().toString().replace(".incomplete", ".parts.incomplete"));
            boolean usable = !Files.exists(parts) && Files.size(partial) > 0 && Files.size(partial) <= task.sizeBytes();
            if (usable && (best == null || Files.size(partial) > Files.size(best))) {
                best = partial;
            }
        }
        return Optional.ofNullable(best);
    }

    private static List<Path> partials(FileTask task, String suffix) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(task.target().getFileName().toString()) + suffix);
        return HubCache.children(folder(task)).stream()
                .filter(p -> name.matcher(p.getFileName().toString()).matches() && Files.isRegularFile(p))
                .toList();
    }

    private static Optional<Pieces> read(Path parts, long size) throws IOException {
        List<String> lines = Files.readAllLines(parts, StandardCharsets.ISO_8859_1);
        Matcher head = HEAD.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!head.matches() || Long.parseLong(head.group(1)) != size || Long.parseLong(head.group(2)) < 1) {
            return Optional.empty();
        }
        Pieces pieces = new Pieces(size, Long.parseLong(head.group(2)));
        for (int i = 0; i < pieces.count() && i + 1 < lines.size(); i++) {
            String line = lines.get(i + 1);
            pieces.found(i, line.matches("\\d{20}") ? Long.parseLong(line) : 0);
        }
        return Optional.of(pieces);
    }

    private static String header(Pieces pieces) {
        return String.format(Locale.ROOT, "whisperbench parts 1 %020d %020d\n", pieces.size(), pieces.pieceBytes());
    }

    Pieces pieces() {
        return pieces;
    }

    Path data() {
        return data;
    }

    /** Writes bytes that came for a piece, after those that it has. */
    void append(int piece, ByteBuffer bytes) throws IOException, InterruptedException {
        int count = bytes.remaining();
        long at = pieces.start(piece) + pieces.done(piece);
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while writing '" + data + "'");
        } catch (IOException e) {
            throw new Backoff.Final("cannot write '%s': %s".formatted(data, e.getMessage()), e);
        }
        pieces.came(piece, count);
    }

    /** Writes down how much of a piece is there. */
    void note(int piece) throws IOException {
        byte[] line = String.format(Locale.ROOT, "%020d\n", pieces.done(piece)).getBytes(StandardCharsets.US_ASCII);
        try {
            notes.write(ByteBuffer.wrap(line), head + (long) LINE * piece);
        } catch (IOException e) {
            throw new Backoff.Final("cannot write '%s': %s".formatted(parts, e.getMessage()), e);
        }
    }

    /** Gives the complete file its name, and deletes what others left of it and no longer write. */
    void finish(FileTask task) throws IOException {
        close();
        WholeFile.replace(data, task.target());
        Files.deleteIfExists(parts);
        List<Path> left = new ArrayList<>(partials(task, "(?:\\.[0-9a-f]{8})?(?:\\.parts)?\\.incomplete"));
        left.remove(data);
        for (Path partial : left) {
            Instant written = Files.getLastModifiedTime(partial).toInstant();
            if (written.isBefore(Instant.now().minus(DEAD))) {
                Files.deleteIfExists(partial);
            }
        }
    }

    /** Deletes what is there. */
    void discard() throws IOException {
        close();
        Files.deleteIfExists(data);
        Files.deleteIfExists(parts);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            notes.close();
        }
    }
}
