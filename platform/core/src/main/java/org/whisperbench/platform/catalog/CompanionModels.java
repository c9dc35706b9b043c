package org.whisperbench.platform.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.BoundedJson;

/**
 * The models of {@code models.json}: one object for each. {@code name}, {@code category}, {@code critical} and
 * {@code kind} are in every object; {@code kind} is one of
 *
 * <ul>
 *   <li>{@code repository}: {@code id} and {@code revision} of a hub
 *   <li>{@code github}: {@code id} of a repository on GitHub, and a tag as {@code revision}
 *   <li>{@code file}, {@code zip}, {@code wheel}: {@code url}; {@code sha256} where the publisher states one
 * </ul>
 *
 * <p>{@code files} names files that must be there, with paths as in the archive. A hash that nobody could read is left
 * out. {@code needs} names other models of the list, as {@code category/name}, that this one loads.
 */
public final class CompanionModels {

    private static final Set<String> KEYS =
            Set.of("name", "category", "critical", "kind", "id", "revision", "url", "sha256", "files", "needs");

    private CompanionModels() {}

    /**
     * Returns the models that this platform knows.
     *
     * @return in the order of the file
     */
    public static List<CompanionModel> known() {
        try (InputStream data = CompanionModels.class.getResourceAsStream("models.json")) {
            if (data == null) {
                throw new IOException("there is no such resource");
            }
            return read(data);
        } catch (IOException e) {
            throw new WhisperException(ErrorKind.INTERNAL, "the list 'models.json' is unusable: " + e.getMessage(), e);
        }
    }

    static List<CompanionModel> read(InputStream data) throws IOException {
        List<CompanionModel> models = new ArrayList<>();
        Set<String> addresses = new java.util.HashSet<>();
        for (Object element : BoundedJson.array(BoundedJson.read(data))) {
            Map<?, ?> values = BoundedJson.object(element);
            try {
                CompanionModel model = model(values);
                if (!addresses.add(model.address())) {
                    throw new IllegalArgumentException("it is there twice");
                }
                models.add(model);
            } catch (IllegalArgumentException e) {
                throw new IOException("model '%s': %s".formatted(values.get("name"), e.getMessage()), e);
            }
        }
        for (CompanionModel model : models) {
            if (!addresses.containsAll(model.needs())) {
                throw new IOException(
                        "model '%s': it needs %s, of which not all are listed".formatted(model.name(), model.needs()));
            }
        }
        return models;
    }

    /**
     * Returns the models that a user's word stands for, each followed by those that it loads.
     *
     * @param word {@code category/name}, or the name alone
     * @return nothing if no model has this name
     */
    public static List<CompanionModel> named(String word) {
        List<CompanionModel> known = known();
        LinkedHashSet<CompanionModel> named = known.stream()
                .filter(m -> m.address().equals(word) || m.name().equals(word))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Deque<CompanionModel> open = new ArrayDeque<>(named);
        while (!open.isEmpty()) {
            CompanionModel model = open.remove();
            known.stream()
                    .filter(m -> model.needs().contains(m.address()))
                    .filter(named::add)
                    .forEach(open::add);
        }
        return List.copyOf(named);
    }

    private static CompanionModel model(Map<?, ?> values) {
        for (Object key : values.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException("unknown key '" + key + "'");
            }
        }
        Category category = Category.valueOf(text(values, "category").toUpperCase(Locale.ROOT));
        if (category == Category.WHISPER) {
            throw new IllegalArgumentException("models of this category come from the backends alone");
        }
        if (!(values.get("critical") instanceof Boolean critical)) {
            throw new IllegalArgumentException("'critical' is neither true nor false");
        }
        List<ModelFile> files = BoundedJson.array(values.get("files")).stream()
                .map(f -> ModelFile.unverified(BoundedJson.text(f)))
                .toList();
        ModelSource source = source(values);
        if (files.isEmpty() && source instanceof ModelSource.Web) {
            throw new IllegalArgumentException(
                    "'files' is missing: nothing tells whether the archive is the right one");
        }
        List<String> needs = BoundedJson.array(values.get("needs")).stream()
                .map(BoundedJson::text)
                .toList();
        return new CompanionModel(text(values, "name"), category, critical, source, files, needs);
    }

    private static ModelSource source(Map<?, ?> values) {
        String sha256 = BoundedJson.text(values.get("sha256"));
        return switch (text(values, "kind")) {
            case "repository" -> new ModelSource.Repository(text(values, "id"), text(values, "revision"));
            case "github" -> ModelSource.Web.gitHubTag(text(values, "id"), text(values, "revision"));
            case "file" -> new ModelSource.Web(text(values, "url"), sha256, false);
            case "zip", "wheel" -> new ModelSource.Web(text(values, "url"), sha256, true);
            default -> throw new IllegalArgumentException("unknown kind '" + values.get("kind") + "'");
        };
    }

    private static String text(Map<?, ?> values, String key) {
        String value = BoundedJson.text(values.get(key));
        if (value.isBlank()) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return value;
    }
}
