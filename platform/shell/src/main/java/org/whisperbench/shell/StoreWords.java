package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.CompanionModels;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.download.Wanted;
import org.whisperbench.platform.store.Inventory;

/** What the words stand for that users type for models: names of the catalog, or {@code OWNER/NAME[@REVISION]}. */
final class StoreWords {

    private final PlatformServices platform;

    StoreWords(PlatformServices platform) {
        this.platform = platform;
    }

    /** The names in the hub's cache that words stand for; what is in the cache comes before what backends know. */
    List<String> names(List<String> words) throws InterruptedException {
        Set<String> names = new LinkedHashSet<>();
        Set<String> stored = stored();
        for (String word : words) {
            if (isStored(word, stored)) {
                names.add(word);
            } else {
                for (CatalogModel model : select(List.of(), List.of(word))) {
                    names.add(name(model)
                            .orElseThrow(() -> new WhisperException(
                                    ErrorKind.USER,
                                    "model '%s' is not in the hub's cache but %s, which stays as it is"
                                            .formatted(
                                                    model.address(),
                                                    model.descriptor().source().display()))));
                }
            }
        }
        return List.copyOf(names);
    }

    /** Everything in the hub's cache, each revision by its branch or else its commit. */
    List<String> everything() throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (Inventory.Repository repository : inventory().repositories()) {
            for (Inventory.Revision revision : repository.revisions()) {
                String named = revision.references().isEmpty()
                        ? revision.commit()
                        : revision.references().get(0);
                names.add(repository.id() + "@" + named);
            }
        }
        return names;
    }

    /** The models that words stand for, to be mended or upgraded: those of the cache, or of backends. */
    List<Wanted> wanted(List<String> words) throws InterruptedException {
        List<Wanted> wanted = new ArrayList<>();
        Set<String> stored = stored();
        for (String word : words) {
            if (isStored(word, stored)) {
                wanted.add(platform.store(s -> Wanted.of(word, s.describe(word))));
            } else {
                List<Wanted> companions = companions(word);
                wanted.addAll(companions);
                if (companions.isEmpty()) {
                    select(List.of(), List.of(word)).forEach(m -> wanted.add(Wanted.of(m.address(), m.descriptor())));
                }
            }
        }
        return wanted;
    }

    /** Models beside speech to text, by their address or name. */
    private static List<Wanted> companions(String word) {
        return CompanionModels.named(word).stream()
                .filter(m -> !m.files().isEmpty())
                .map(m -> new Wanted(m.address(), m.source(), m.files(), List.of(), List.of()))
                .toList();
    }

    /** What backends know under these names. */
    List<CatalogModel> select(List<String> backends, List<String> models) throws InterruptedException {
        return platform.catalog(catalog -> catalog.select(new Selection(backends, models)));
    }

    Inventory inventory() throws InterruptedException {
        return platform.store(org.whisperbench.platform.store.ModelStore::inventory);
    }

    private Set<String> stored() throws InterruptedException {
        Set<String> stored = new LinkedHashSet<>();
        inventory().repositories().forEach(r -> stored.add(r.id()));
        return stored;
    }

    private static boolean isStored(String word, Set<String> stored) {
        int at = word.indexOf('@');
        return stored.contains(at < 0 ? word : word.substring(0, at));
    }

    private static Optional<String> name(CatalogModel model) {
        return model.descriptor().source() instanceof ModelSource.Repository source
                ? Optional.of(source.display())
                : Optional.empty();
    }
}
