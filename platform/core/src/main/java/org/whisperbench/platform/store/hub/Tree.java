package org.whisperbench.platform.store.hub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All files of a commit: the content of {@code trees/COMMIT.json}, which huggingface_hub 1.22 and later keep.
 *
 * <p>Format: one blank per level, keys in the order of their code points, everything beyond ASCII escaped, no line break
 * at the end, exactly as Python's {@code json.dump(…, indent=1)} writes it.
 *
 * @param files the files by path
 */
public record Tree(Map<String, TreeFile> files) {

    private static final int FORMAT = 1;

    /** Copies the map. */
    public Tree {
        files = Map.copyOf(files);
    }

    /**
     * Returns the tree of some files.
     *
     * @param files the files; the last of two with one path counts
     * @return the tree
     */
    public static Tree of(List<TreeFile> files) {
        return new Tree(files.stream().collect(Collectors.toMap(TreeFile::path, Function.identity(), (a, b) -> b)));
    }

    /**
     * Reads a listing.
     *
     * @param file {@code trees/COMMIT.json}
     * @return the tree, or nothing if the file is missing, damaged or of another format: it can be fetched anew
     */
    public static Optional<Tree> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Map<?, ?> root = BoundedJson.object(BoundedJson.read(new BufferedInputStream(Files.newInputStream(file))));
            if (BoundedJson.number(root.get("format_version")) != FORMAT) {
                return Optional.empty();
            }
            List<TreeFile> files = new ArrayList<>();
            BoundedJson.object(root.get("files"))
                    .forEach((path, value) -> files.add(entry(String.valueOf(path), BoundedJson.object(value))));
            boolean usable = files.stream().allMatch(Tree::isUsable);
            return usable && canBeCounted(files) ? Optional.of(of(files)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean canBeCounted(List<TreeFile> files) {
        long total = 0;
        for (TreeFile file : files) {
            if (file.sizeBytes() > TreeFile.MOST_BYTES - total) {
                return false;
            }
            total += file.sizeBytes();
        }
        return true;
    }

    /**
     * Without a hash nothing could be held against the entry, nor would its content have a name. Whether this system can have
     * a file of that name is looked at when somebody wants it.
     */
    private static boolean isUsable(TreeFile file) {
        return file.sizeBytes() >= 0
                && TreeFile.staysBelow(file.path())
                && file.hash().isPresent();
    }

    private static TreeFile entry(String path, Map<?, ?> value) {
        return new TreeFile(
                path,
                BoundedJson.number(value.get("size")),
                BoundedJson.text(value.get("blob_id")),
                BoundedJson.text(value.get("lfs_sha256")),
                BoundedJson.text(value.get("xet_hash")));
    }

    /**
     * Writes the listing, so that a reader sees the old or the new one.
     *
     * @param file {@code trees/COMMIT.json}
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        WholeFile.write(file, json().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Returns the listing as it stands in a file.
     *
     * @return JSON in ASCII
     */
    public String json() {
        StringBuilder json = new StringBuilder("{\n \"format_version\": " + FORMAT + ",\n \"files\": {");
        List<TreeFile> sorted = files.values().stream()
                .sorted(Comparator.comparing(f -> f.path().codePoints().toArray(), java.util.Arrays::compare))
                .toList();
        String separator = "\n";
        for (TreeFile file : sorted) {
            json.append(separator).append("  ").append(quoted(file.path())).append(": {\n   \"size\": ");
            json.append(file.sizeBytes()).append(",\n   \"blob_id\": ").append(quoted(file.blobId()));
            if (!file.sha256().isEmpty()) {
                json.append(",\n   \"lfs_sha256\": ").append(quoted(file.sha256()));
                json.append(",\n   \"lfs_size\": ").append(file.sizeBytes());
            }
            if (!file.xetHash().isEmpty()) {
                json.append(",\n   \"xet_hash\": ").append(quoted(file.xetHash()));
            }
            json.append("\n  }");
            separator = ",\n";
        }
        return json.append(sorted.isEmpty() ? "}\n}" : "\n }\n}").toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted.append(
                    switch (c) {
                        case '"' -> "\\\"";
                        case '\\' -> "\\\\";
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case '\t' -> "\\t";
                        case '\b' -> "\\b";
                        case '\f' -> "\\f";
                        default -> (c >= ' ' && c <= 0x7f) ? String.valueOf(c) : "\\u%04x".formatted((int) c);
                    });
        }
        return quoted.append('"').toString();
    }
}
