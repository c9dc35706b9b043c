package org.whisperbench.platform.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.platform.store.hub.BoundedJson;
import org.whisperbench.platform.store.hub.ContentHash;

/**
 * What publishers say the files hash to that other programs keep under their published names. The facts are those of
 * {@code published.json}, one object for each file: {@code program}, {@code file}, and {@code sha256} or {@code sha1}.
 *
 * <p>Sources: the addresses of openai-whisper's models, which have the SHA-256 in them (openai/whisper at c0d2f62,
 * {@code whisper/__init__.py}), and whisper.cpp's table of models (ggml-org/whisper.cpp at 41e789e,
 * {@code models/README.md}).
 *
 * @param byFile hashes by the names of files
 */
record PublishedHashes(Map<String, ContentHash> byFile) {

    /** For files whose names mean nothing. */
    static final PublishedHashes NONE = new PublishedHashes(Map.of());

    PublishedHashes {
        byFile = Map.copyOf(byFile);
    }

    /** Of the files in a program's folder. */
    static PublishedHashes of(OtherFolder.Program program) throws IOException {
        try (InputStream data = PublishedHashes.class.getResourceAsStream("published.json")) {
            if (data == null) {
                throw new IOException("the list 'published.json' is missing");
            }
            return read(data, program);
        }
    }

    static PublishedHashes read(InputStream data, OtherFolder.Program program) throws IOException {
        Map<String, ContentHash> hashes = new HashMap<>();
        for (Object element : BoundedJson.array(BoundedJson.read(data))) {
            Map<?, ?> values = BoundedJson.object(element);
            OtherFolder.Program publisher = OtherFolder.Program.valueOf(BoundedJson.text(values.get("program"))
                    .toUpperCase(Locale.ROOT)
                    .replace('-', '_'));
            ContentHash hash = hash(values);
            if (publisher == program && hashes.put(BoundedJson.text(values.get("file")), hash) != null) {
                throw new IOException("'%s' is listed twice".formatted(values.get("file")));
            }
        }
        return new PublishedHashes(hashes);
    }

    private static ContentHash hash(Map<?, ?> values) {
        String sha256 = BoundedJson.text(values.get("sha256"));
        return sha256.isEmpty()
                ? new ContentHash(ContentHash.Algorithm.SHA1, BoundedJson.text(values.get("sha1")))
                : ContentHash.sha256(sha256);
    }

    Optional<ContentHash> of(String file) {
        return Optional.ofNullable(byFile.get(file));
    }
}
