package org.whisperbench.platform.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.worker.EngineParts;
import org.whisperbench.worker.SpiJson;

/**
 * Names the result of a check by what it depends on: the descriptor, the identities of its files (path, length, time of
 * change, and the number that the file system gives them), the bundle's version, the engine's version and parts, how it is
 * loaded, and the method.
 */
final class CheckKey {

    /** Raised when checks become stricter, so that earlier results no longer count. */
    private static final String RULES = "2";

    private CheckKey() {}

    /** The key, or nothing if a file has gone meanwhile. */
    static Optional<String> of(
            CatalogModel model, DiskState.Present present, LoadOptions options, Checks.Method method) {
        List<String> lines = new ArrayList<>(List.of(RULES, method.name(), model.address()));
        RegisteredBackend backend = model.backend();
        lines.add(backend.address() + (backend.isIsolated() ? " isolated" : ""));
        lines.add(SpiJson.write(present.model().descriptor()));
        lines.add(SpiJson.write(options));
        try {
            for (ModelFile file : present.model().descriptor().files()) {
                lines.add(identity(present.model().file(file.path())));
            }
            if (method != Checks.Method.FILES) {
                lines.addAll(engine(backend));
            }
        } catch (IOException | WhisperException e) {
            // What is no longer there has no result that could be used again.
            return Optional.empty();
        }
        MessageDigest digest = ContentHash.Algorithm.SHA256.start(0);
        digest.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        return Optional.of(ContentHash.Algorithm.SHA256.finish(digest).hex());
    }

    private static String identity(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return "%s %s %d %s %s"
                .formatted(
                        file,
                        file.toRealPath(),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant(),
                        attributes.fileKey());
    }

    private static List<String> engine(RegisteredBackend backend) throws IOException {
        List<String> lines = new ArrayList<>();
        if (backend.availability() instanceof Availability.Available available) {
            lines.add(available.engineVersion());
        }
        Optional<EngineParts> parts = backend.ability(EngineParts.class);
        for (EngineParts.Part part : parts.map(EngineParts::parts).orElse(List.of())) {
            lines.add(part.name() + " " + part.version() + " " + part.place());
            Path place = Path.of(part.place());
            if (place.isAbsolute() && Files.isRegularFile(place)) {
                lines.add(identity(place));
            }
        }
        return lines;
    }
}
