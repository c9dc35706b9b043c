package org.whisperbench.platform.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.hardware.Recommendation;

/** Finds, of each backend, the model that comes nearest to what is recommended. */
public final class RecommendedModels {

    private RecommendedModels() {}

    /**
     * Chooses of each backend the largest size up to the recommended one and, of that, the recommended precision if there
     * is one, else the first.
     *
     * @param recommendation what fits the machine
     * @param models to choose from
     * @return one model of each backend that has one, in the order of the backends; never empty
     * @throws WhisperException if no model is of such a size ({@link ErrorKind#MISSING_MODEL})
     */
    public static List<CatalogModel> of(Recommendation recommendation, List<CatalogModel> models) {
        Map<String, List<CatalogModel>> byBackend = new LinkedHashMap<>();
        for (CatalogModel model : models) {
            byBackend
                    .computeIfAbsent(model.backend().address(), b -> new ArrayList<>())
                    .add(model);
        }
        List<CatalogModel> chosen = byBackend.values().stream()
                .map(own -> nearest(recommendation, own))
                .flatMap(Optional::stream)
                .toList();
        if (chosen.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.MISSING_MODEL,
                    "no backend knows a model of size %s or smaller; run 'whisperbench models'"
                            .formatted(recommendation.size().name().toLowerCase(Locale.ROOT)));
        }
        return chosen;
    }

    private static Optional<CatalogModel> nearest(Recommendation recommendation, List<CatalogModel> own) {
        Comparator<CatalogModel> bySize =
                Comparator.comparing(m -> m.descriptor().size());
        Comparator<CatalogModel> byPrecision =
                Comparator.comparing(m -> isPrecision(m.descriptor(), recommendation.precision()));
        return own.stream()
                .filter(m -> m.descriptor().size() != ModelSize.OTHER)
                .filter(m -> m.descriptor().size().compareTo(recommendation.size()) <= 0)
                .max(bySize.thenComparing(RecommendedModels::isMultilingual).thenComparing(byPrecision));
    }

    private static boolean isMultilingual(CatalogModel model) {
        return model.descriptor().languages().isEmpty();
    }

    /** Engines write {@code float16} or {@code fp16}, and {@code int8} with what it is computed in. */
    private static boolean isPrecision(ModelDescriptor descriptor, String precision) {
        return descriptor.precision().replace("float", "fp").startsWith(precision);
    }
}
