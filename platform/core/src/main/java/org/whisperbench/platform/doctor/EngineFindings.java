package org.whisperbench.platform.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.worker.EngineParts;
import org.whisperbench.worker.EngineParts.Part;

/** What each engine is made of: libraries, programs, models, and what to type for those that are missing. */
final class EngineFindings {

    private static final int NAMED = 3;
    /** No checkpoint of OpenAI's is as short; a page that says "not found" is. */
    private static final long LEAST_BYTES = 1 << 20;

    private EngineFindings() {}

    static List<Finding> of(Backends backends, ModelStore store) {
        return backends.list().parallelStream()
                .filter(backend -> !backend.info().control())
                .map(backend -> finding(backend, store))
                .toList();
    }

    private static Finding finding(RegisteredBackend backend, ModelStore store) {
        String subject = "engine of '" + backend.address() + "'";
        try {
            Availability availability = backend.availability();
            List<Part> parts = parts(backend, availability);
            Models models = Models.of(backend, store);
            Set<String> remedies = new LinkedHashSet<>();
            parts.stream().map(Part::remedy).filter(text -> !text.isEmpty()).forEach(remedies::add);
            if (availability instanceof Availability.Unavailable told) {
                // Another finding says it.
                remedies.remove(told.remedy());
            } else {
                models.remedy(backend).ifPresent(remedies::add);
            }
            String made = parts.stream().map(EngineFindings::text).collect(Collectors.joining(", "));
            return new Finding(
                    Finding.Severity.NOTE, subject, made + "; " + models.text(), String.join("; ", remedies));
        } catch (WhisperException e) {
            return Finding.note(subject, "its parts are unknown: " + e.getMessage());
        }
    }

    /** What the backend tells, or else its library, as far as that is known. */
    private static List<Part> parts(RegisteredBackend backend, Availability availability) {
        Optional<EngineParts> told = backend.ability(EngineParts.class);
        if (told.isPresent()) {
            return told.get().parts();
        }
        String engine = backend.info().engine();
        return List.of(
                availability instanceof Availability.Available here
                        ? Part.bundled(engine, here.engineVersion())
                        : new Part(EngineParts.Kind.LIBRARY, engine, "unknown", "", true, ""));
    }

    private static String text(Part part) {
        String name = part.kind().name().toLowerCase(Locale.ROOT) + " " + part.name();
        if (!part.isThere()) {
            return name + (part.required() ? " missing" : " missing (optional)");
        }
        String version = part.version().equals("unknown") ? "" : " " + part.version();
        boolean program = part.kind() != EngineParts.Kind.LIBRARY;
        return name + version + (program ? " in '" + part.place() + "'" : "");
    }

    /**
     * What is on disk of an engine's models, by names and lengths.
     *
     * @param known how many the backend knows
     * @param whole names of those that are there
     */
    private record Models(List<ModelDescriptor> known, List<String> whole) {

        static Models of(RegisteredBackend backend, ModelStore store) {
            List<ModelDescriptor> known = backend.models();
            List<String> whole = new ArrayList<>();
            for (ModelDescriptor model : known) {
                if (isThere(model, store)) {
                    whole.add(model.name());
                }
            }
            return new Models(known, whole);
        }

        private static boolean isThere(ModelDescriptor model, ModelStore store) {
            try {
                return store.state(model, ModelStore.Depth.LENGTHS) instanceof DiskState.Present present
                        && (present.sizeBytes() >= LEAST_BYTES || !isCheckpoint(model.source()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Its hash is published and its length is not, so nothing else is known of a file of its name. */
        private static boolean isCheckpoint(ModelSource source) {
            return source instanceof ModelSource.Web web
                    && !web.unpack()
                    && web.fileName().endsWith(".pt");
        }

        String text() {
            if (whole.isEmpty()) {
                return "models: none of %d on disk".formatted(known.size());
            }
            String more = whole.size() > NAMED ? " and %d more".formatted(whole.size() - NAMED) : "";
            return "models: %d of %d on disk, %s%s"
                    .formatted(
                            whole.size(),
                            known.size(),
                            whole.stream().limit(NAMED).collect(Collectors.joining(", ")),
                            more);
        }

        /** The first model that can be fetched, where none is there. */
        Optional<String> remedy(RegisteredBackend backend) {
            return known.stream()
                    .filter(m -> whole.isEmpty() && isRemote(m.source()))
                    .map(m -> "run 'whisperbench download %s/%s'"
                            .formatted(backend.info().id(), m.name()))
                    .findFirst();
        }

        private static boolean isRemote(ModelSource source) {
            return source instanceof ModelSource.Repository || source instanceof ModelSource.Web;
        }
    }
}
