package org.whisperbench.platform.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.testkit.FakeHub;

/** Models of a web server, which here is the fake hub. */
record WebModels(Downloading fixture) {

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** An archive of two files, which is the same each time. */
    static byte[] model() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("model/weights.bin", Downloading.random(300_000));
        files.put("model/config.json", Downloading.bytes("{}"));
        return zip(files);
    }

    static String hash(byte[] content) {
        java.security.MessageDigest digest = ContentHash.Algorithm.SHA256.start(0);
        digest.update(content);
        return ContentHash.Algorithm.SHA256.finish(digest).hex();
    }

    /** Puts a file on the server, and describes it. */
    ModelDescriptor served(String name, byte[] content, String sha256, boolean unpack, String file) {
        fixture.hub.put(Downloading.ID, FakeHub.COMMIT, Map.of(name, content));
        return described(
                fixture.hub.endpoint() + "/" + Downloading.ID + "/resolve/" + FakeHub.COMMIT + "/" + name,
                sha256,
                unpack,
                file);
    }

    /** Describes what is somewhere. */
    static ModelDescriptor described(String url, String sha256, boolean unpack, String file) {
        return ModelDescriptor.builder("m", new ModelSource.Web(url, sha256, unpack))
                .files(List.of(ModelFile.unverified(file)))
                .build();
    }

    ModelDescriptor archive() throws IOException {
        byte[] content = model();
        return served("m.zip", content, hash(content), true, "model/config.json");
    }

    Outcome ensure(ModelDescriptor model, DownloadOptions options, DownloadListener listener)
            throws InterruptedException {
        return fixture.downloads()
                .ensure(List.of(Wanted.of("vad/m", model)), options, listener)
                .models()
                .get(0);
    }

    Outcome ensure(ModelDescriptor model, Mode mode) throws InterruptedException {
        return ensure(model, DownloadOptions.defaults().with(mode), DownloadListener.none());
    }

    Outcome ensure(ModelDescriptor model) throws InterruptedException {
        return ensure(model, Mode.MISSING);
    }

    /** Where a model is kept. */
    WebFolder folder(ModelDescriptor model) {
        return WebFolder.of(new StoreRoots(List.of(), fixture.cache), (ModelSource.Web) model.source());
    }

    /** Everything below the folder of such models, without locks. */
    List<String> kept() throws IOException {
        Path root = fixture.cache.resolveSibling("whisperbench-models");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(p -> root.relativize(p).toString().replace('\\', '/'))
                    .filter(p -> !p.startsWith(".locks"))
                    .sorted()
                    .toList();
        }
    }
}
