package org.whisperbench.platform.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.hub.WholeFile;
import org.whisperbench.worker.SpiJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps good results of checks, a small file each, named by everything that the result depends on: see {@link CheckKey}. A
 * failure is not kept, since its reason may have gone. What is damaged counts as not there. Several threads and processes
 * use a folder.
 *
 * @param folder where they are kept; nothing is kept without one
 * @param clock tells when
 */
record KeptChecks(Optional<Path> folder, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(KeptChecks.class);

    /**
     * A result that was kept.
     *
     * @param check the result
     * @param checked when it was found
     */
    record Kept(ModelCheck check, Instant checked) {}

    /** What is known about a model with files as they are now; a closer look than asked for will do. */
    Optional<Kept> find(CatalogModel model, DiskState.Present present, LoadOptions options, Checks.Method method) {
        List<Checks.Method> enough =
                method == Checks.Method.LOAD ? List.of(method, Checks.Method.DEEP) : List.of(method);
        return enough.stream()
                .flatMap(m -> slot(model, present, options, m).stream())
                .flatMap(slot -> read(slot).stream())
                .findFirst();
    }

    /** The file for a result about files as they are now; nothing if none is kept. */
    Optional<Path> slot(CatalogModel model, DiskState.Present present, LoadOptions options, Checks.Method method) {
        return folder.flatMap(f -> CheckKey.of(model, present, options, method).map(key -> f.resolve(key + ".json")));
    }

    private static Optional<Kept> read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            JsonNode kept = JsonMapper.shared().readTree(Files.readString(file));
            Instant checked = Instant.parse(kept.path("checked").asString(""));
            return Optional.of(new Kept(check(kept), checked));
        } catch (IOException | JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            LOG.debug("the kept result '{}' cannot be used", file, e);
            return Optional.empty();
        }
    }

    private static ModelCheck check(JsonNode kept) {
        String model = kept.path("model").stringValue();
        String backend = kept.path("backend").stringValue();
        String explanation = kept.path("explanation").stringValue();
        long bytes = kept.path("sizeBytes").longValue();
        return kept.has("identity")
                ? new ModelCheck.Loadable(
                        model,
                        backend,
                        explanation,
                        bytes,
                        kept.path("loadSeconds").doubleValue(),
                        kept.path("inferenceSeconds").doubleValue(),
                        SpiJson.read(kept.path("identity").stringValue(), LoadedIdentity.class))
                : new ModelCheck.Whole(model, backend, explanation, bytes);
    }

    /** Keeps a result that is good; that the disk refuses it is no failure of the check. */
    void keep(Path slot, ModelCheck check) {
        Optional<Map<String, Object>> content = content(check);
        if (content.isEmpty()) {
            return;
        }
        content.get()
                .put("checked", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        try {
            String text = JsonMapper.shared().writeValueAsString(content.get());
            WholeFile.write(slot, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.info("the result for '{}' is not kept in '{}'", check.model(), slot, e);
        }
    }

    private static Optional<Map<String, Object>> content(ModelCheck check) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("model", check.model());
        content.put("backend", check.backend());
        content.put("explanation", check.explanation());
        if (check instanceof ModelCheck.Whole whole) {
            content.put("sizeBytes", whole.sizeBytes());
            return Optional.of(content);
        }
        if (check instanceof ModelCheck.Loadable loadable) {
            content.put("sizeBytes", loadable.sizeBytes());
            content.put("loadSeconds", loadable.loadSeconds());
            content.put("inferenceSeconds", loadable.inferenceSeconds());
            content.put("identity", SpiJson.write(loadable.identity()));
            return Optional.of(content);
        }
        return Optional.empty();
    }
}
