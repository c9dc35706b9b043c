package org.whisperbench.platform.catalog;

import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

/**
 * A model beside speech to text, which no backend loads: pipelines around it need it.
 *
 * @param name its name within the category
 * @param category what it is for
 * @param critical whether its want is a failure
 * @param source where it comes from
 * @param files files that must be there; empty for all of a repository
 * @param needs addresses of other models that it loads
 */
public record CompanionModel(
        String name,
        Category category,
        boolean critical,
        ModelSource source,
        List<ModelFile> files,
        List<String> needs) {

    /** Copies the lists. */
    public CompanionModel {
        files = List.copyOf(files);
        needs = List.copyOf(needs);
    }

    /**
     * Returns the name under which users select it.
     *
     * @return {@code category/name}
     */
    public String address() {
        return category.name().toLowerCase(Locale.ROOT) + "/" + name;
    }
}
