package org.whisperbench.platform.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.RepositoryName;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/** A repository in a hub's cache, as a download leaves it: sound, until a test breaks something. */
public record HubFixture(HubRepository repository) {

    public static final String ID = "owner/name";
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    public static final String OTHER = "89abcdef0123456789abcdef0123456789abcdef";

    /** A repository of one revision: a small file and a large one in large file storage. */
    public static HubFixture sound(Path hub) throws IOException {
        HubFixture fixture = new HubFixture(HubCache.at(hub).repository(RepositoryName.model(ID)));
        fixture.repository().cache().create();
        fixture.revision(COMMIT, Map.of("config.json", "{}", "onnx/model.bin", "weights"));
        fixture.repository().point("main", COMMIT);
        return fixture;
    }

    /** Adds a revision; names that end in {@code .bin} are in large file storage. */
    public void revision(String commit, Map<String, String> files) throws IOException {
        List<TreeFile> listing = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            TreeFile listed = listed(file.getKey(), file.getValue());
            listing.add(listed);
            Files.createDirectories(repository.blobs());
            Files.writeString(repository.blob(listed.etag()), file.getValue());
            repository.place(commit, Map.of(file.getKey(), listed.etag()), Set.of());
        }
        Tree.of(listing).write(repository.tree(commit));
    }

    /** The path of a file in the snapshot. */
    public Path entry(String path) {
        return repository.snapshot(COMMIT).resolve(path);
    }

    /** The path of a content. */
    public Path blob(String path, String content) {
        return repository.blob(listed(path, content).etag());
    }

    public static TreeFile listed(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String git = hash(ContentHash.Algorithm.GIT_SHA1, bytes);
        String sha256 = path.endsWith(".bin") ? hash(ContentHash.Algorithm.SHA256, bytes) : "";
        return new TreeFile(path, bytes.length, git, sha256, "");
    }

    public static String hash(ContentHash.Algorithm algorithm, byte[] bytes) {
        MessageDigest digest = algorithm.start(bytes.length);
        try (ByteArrayInputStream in = new ByteArrayInputStream(bytes)) {
            digest.update(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return algorithm.finish(digest).hex();
    }

    /** Moves a content into the shared store, as huggingface_hub 1.33 does, and names this repository as its user. */
    public Path share(String path, String content) throws IOException {
        Path store = repository.cache().root().resolve("blobs");
        String xet = hash(ContentHash.Algorithm.SHA256, ("xet " + content).getBytes(StandardCharsets.UTF_8));
        Path shared = store.resolve(xet.substring(0, 2)).resolve(xet);
        Files.createDirectories(shared.getParent());
        Files.writeString(store.resolve(".huggingface-shared-blobs"), "1\n");
        Path blob = blob(path, content);
        Files.deleteIfExists(shared);
        Files.move(blob, shared);
        Files.createSymbolicLink(
                blob, Path.of("../../blobs").resolve(xet.substring(0, 2)).resolve(xet));
        Path manifest = shared.resolveSibling(xet + ".refs");
        String line = repository.cache().root().relativize(blob) + "\n";
        Files.writeString(manifest, (Files.exists(manifest) ? Files.readString(manifest) : "") + line);
        return shared;
    }
}
