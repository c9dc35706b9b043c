package org.whisperbench.platform.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkListener;
import org.whisperbench.platform.bench.BenchmarkReport;

/**
 * Files that a benchmark's results go to, the format by the suffix. They are opened before the benchmark begins, so that an
 * hour of measuring never ends at a folder that cannot be written. JSON lines are written while it runs, the others at the
 * end; all of them beside their place, and what was there stays until they are renamed.
 */
public final class ReportFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);

    private final Map<Path, ReportFormat> whole = new LinkedHashMap<>();
    private final Map<Path, BufferedWriter> lines = new LinkedHashMap<>();

    private ReportFiles() {}

    /**
     * Opens the files.
     *
     * @param files paths that end in {@code .json}, {@code .jsonl}, {@code .csv}, {@code .md} or {@code .html}
     * @return to be closed
     * @throws WhisperException if a suffix names no format or a file cannot be written ({@link ErrorKind#USER})
     */
    public static ReportFiles open(List<Path> files) {
        ReportFiles opened = new ReportFiles();
        try {
            files.forEach(opened::add);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void add(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        if (Files.isDirectory(file)) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "file '%s' cannot be written: it is a folder; name another with '--export'".formatted(file));
        }
        try {
            if (suffix.equals(JsonLines.SUFFIX)) {
                // Half of a pair of surrogates, which no UTF-8 has, becomes a question mark instead of an error.
                lines.put(file, new BufferedWriter(new OutputStreamWriter(openBeside(file), StandardCharsets.UTF_8)));
                return;
            }
            ReportFormat format = ReportFormat.bySuffix(suffix)
                    .orElseThrow(() -> new WhisperException(
                            ErrorKind.USER,
                            "'--export %s' names no format; end it in one of %s".formatted(file, suffixes())));
            openBeside(file).close();
            whole.put(file, format);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "file '%s' cannot be written: %s; name another with '--export'".formatted(file, reason(e)),
                    e);
        }
    }

    /** A left-over of an earlier run gives way. */
    private static OutputStream openBeside(Path file) throws IOException {
        Path part = beside(file);
        Files.deleteIfExists(part);
        return ResultFile.openFor(ResultFile.target(file), part);
    }

    private static String suffixes() {
        return ReportFormat.all().stream().map(ReportFormat::suffix).collect(Collectors.joining(", ")) + ", "
                + JsonLines.SUFFIX;
    }

    private static String reason(Exception failure) {
        return failure.getClass().getSimpleName() + " " + failure.getMessage();
    }

    /** Beside the file to which links lead, since a link may be where others read; beside a link to a device itself. */
    private static Path beside(Path file) throws IOException {
        Path target = ResultFile.target(file);
        Path place = ResultFile.isDevice(target) ? file : target;
        return place.resolveSibling(place.getFileName() + ".part");
    }

    /**
     * Lets events through to another listener and writes them to the files of JSON lines.
     *
     * @param next told everything, too
     * @return the listener
     */
    public BenchmarkListener listener(BenchmarkListener next) {
        return lines.isEmpty() ? next : new JsonLines(new ArrayList<>(lines.values()), next);
    }

    /**
     * Writes what is written at the end, and puts every file in its place.
     *
     * @param report the results
     * @return a sentence for each file that could not be written; the others are there all the same
     */
    public List<String> write(BenchmarkReport report) {
        List<String> failures = new ArrayList<>();
        whole.forEach((file, format) -> {
            try {
                ResultFile.write(file, format.write(report));
            } catch (IOException | RuntimeException e) { // whatever becomes of one file, the others are written
                LOG.warn("results could not be written to '{}'", file, e);
                failures.add("results could not be written to '%s' (%s)".formatted(file, reason(e)));
            }
        });
        failures.addAll(closeLines());
        return failures;
    }

    /** Renames what has lines; what has none leaves the earlier file as it is. */
    private List<String> closeLines() {
        List<String> failures = new ArrayList<>();
        lines.forEach((file, writer) -> {
            try {
                writer.close();
                if (Files.size(beside(file)) > 0) {
                    ResultFile.place(beside(file), file);
                } else {
                    Files.delete(beside(file));
                }
            } catch (IOException e) {
                LOG.warn("results could not be written to '{}'", file, e);
                failures.add("results could not be written to '%s' (%s)".formatted(file, reason(e)));
            }
        });
        lines.clear();
        return failures;
    }

    @Override
    public void close() {
        closeLines();
        for (Path file : whole.keySet()) {
            try {
                Files.deleteIfExists(beside(file));
            } catch (IOException e) {
                // A left-over of no bytes does no harm, and what went wrong before is told.
            }
        }
    }
}
