package org.whisperbench.platform.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkReport;

/**
 * The folder in which the results of benchmarks are kept, a JSON file each, named by when it began and its id. Only what was
 * measured is kept.
 *
 * @param folder it need not exist
 */
public record ResultFolder(Path folder) {

    private static final int SHORT_ID = 8;

    private static final Pattern KEPT = Pattern.compile("\\d{4,}-\\d{2}-\\d{2}T\\d{6}\\.\\d{3}-.{8}\\.json");

    /** Begins the names of files, whose order is then that of time; no colon, which Windows allows in no name. */
    private static final DateTimeFormatter BEGAN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Returns the folder of a setting.
     *
     * @param setting a path, or an empty text for none
     * @return the folder; empty if nothing is to be kept
     */
    public static Optional<ResultFolder> of(String setting) {
        return setting.isEmpty() ? Optional.empty() : Optional.of(new ResultFolder(Path.of(setting)));
    }

    /**
     * Keeps results, unless nothing was measured.
     *
     * @param report the results
     * @throws WhisperException if they cannot be written ({@link ErrorKind#EXTERNAL})
     */
    public void keep(BenchmarkReport report) {
        if (report.measured().isEmpty()) {
            return;
        }
        String began = BEGAN.format(Instant.parse(report.execution().started()));
        Path file = folder.resolve(began + "-" + report.execution().id().substring(0, SHORT_ID) + ".json");
        try {
            Files.createDirectories(folder);
            ResultFile.write(file, new JsonFormat().write(report));
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "the results were measured but could not be kept in '%s': %s; write them with '--export'"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * Lists what is kept.
     *
     * @return the newest first; a file that is no result is listed with its problem
     * @throws WhisperException if the folder cannot be listed ({@link ErrorKind#EXTERNAL})
     */
    public ResultList list() {
        List<ResultList.Entry> entries = new ArrayList<>();
        for (Path file : files()) {
            try {
                entries.add(StoredResult.read(file).entry());
            } catch (WhisperException e) {
                entries.add(new ResultList.Entry("", "", 0, List.of(), file.toString(), e.getMessage()));
            }
        }
        return new ResultList(folder.toString(), entries);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "folder '%s' of results cannot be listed: %s".formatted(folder, e.getMessage()),
                    e);
        }
    }

    /**
     * Finds a result.
     *
     * @param name the path of a file, the beginning of an id, or {@code latest}
     * @return the result
     * @throws WhisperException if there is none, or several ({@link ErrorKind#USER})
     */
    public StoredResult find(String name) {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return StoredResult.read(file);
        }
        List<Path> files = files();
        List<Path> found = name.equals("latest")
                ? files.stream().filter(ResultFolder::isKept).limit(1).toList()
                : files.stream().filter(kept -> id(kept).startsWith(name)).toList();
        if (found.size() != 1) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'%s' is %s; run 'whisperbench results'"
                            .formatted(
                                    name,
                                    found.isEmpty()
                                            ? "neither a file nor the id of a result"
                                            : "the beginning of %d ids".formatted(found.size())));
        }
        return StoredResult.read(found.get(0));
    }

    /** Whether it was named here, and not put into the folder by somebody. */
    private static boolean isKept(Path file) {
        return KEPT.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static String id(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
