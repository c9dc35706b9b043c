package org.whisperbench.backend.onnx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.whisperbench.api.ModelFile;

/**
 * What is known of published files: the table {@code published-files.tsv}, each row of which names where its figures were read.
 *
 * @param revisions the commit at which the files of a repository are known, by the repository
 * @param files by the repository, a space, and the path
 */
record PublishedFiles(Map<String, String> revisions, Map<String, ModelFile> files) {

    private static final String TABLE = "published-files.tsv";
    private static final int COLUMNS = 6;

    /**
     * Reads the table.
     *
     * @return its content
     */
    static PublishedFiles read() {
        Map<String, String> revisions = new HashMap<>();
        Map<String, ModelFile> files = new HashMap<>();
        for (String[] row : rows()) {
            revisions.put(row[0], row[1]);
            files.put(row[0] + " " + row[2], ModelFile.known(row[2], Long.parseLong(row[3]), row[4]));
        }
        return new PublishedFiles(Map.copyOf(revisions), Map.copyOf(files));
    }

    /**
     * Reads the rows.
     *
     * @return of each: repository, revision, path, bytes, SHA-256, and the page where they were read
     */
    static List<String[]> rows() {
        try (InputStream table = Objects.requireNonNull(PublishedFiles.class.getResourceAsStream(TABLE), TABLE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8));
                Stream<String> lines = reader.lines()) {
            return lines.filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t", COLUMNS))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the revision of a repository to take.
     *
     * @param repository {@code OWNER/NAME}
     * @return a commit, or {@code main} where nothing is known
     */
    String revision(String repository) {
        return revisions.getOrDefault(repository, "main");
    }

    /**
     * Returns a file with what is known of it at that revision.
     *
     * @param repository {@code OWNER/NAME}
     * @param path path below the repository
     * @return the file, unverified where nothing is known
     */
    ModelFile file(String repository, String path) {
        ModelFile known = files.get(repository + " " + path);
        return known == null ? ModelFile.unverified(path) : known;
    }
}
