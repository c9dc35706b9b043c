package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.CompanionModels;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.download.Wanted;
import org.whisperbench.platform.store.Inventory;
import org.whisperbench.platform.store.WebFolder;

/** What the words stand for that users type for models: names of the catalog, or {@code OWNER/NAME[@REVISION]}. */
final class StoreWords {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWords.class);

    private final PlatformServices platform;

    StoreWords(PlatformServices platform) {
        this.platform = platform;
    }

    /**
     * What of the disk words stand for.
     *
     * @param names repositories and revisions in the hub's cache
     * @param downloads models that come from no hub
     */
    record Kept(List<String> names, List<WebFolder> downloads) {

        Kept {
            names = List.copyOf(names);
            downloads = List.copyOf(downloads);
        }
    }

    /** The names in the hub's cache that words stand for. */
    List<String> names(List<String> words) throws InterruptedException {
        Kept kept = kept(words);
        if (!kept.downloads().isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "model '%s' comes from no hub and cannot be copied or exported"
                            .formatted(kept.downloads().get(0).directory().getFileName()));
        }
        return kept.names();
    }

    /** What words stand for; what is in the cache comes before companions, and these before what backends know. */
    Kept kept(List<String> words) throws InterruptedException {
        Set<String> names = new LinkedHashSet<>();
        Set<WebFolder> downloads = new LinkedHashSet<>();
        Set<String> stored = stored();
        for (String word : words) {
            Optional<WebFolder> folder = platform.store(s -> s.download(word));
            folder.ifPresent(downloads::add);
            if (isStored(word, stored)) {
                names.add(word);
            } else if (folder.isEmpty()) {
                for (Map.Entry<String, ModelSource> source : sources(word).entrySet()) {
                    add(source.getKey(), source.getValue(), names, downloads);
                }
            }
        }
        return new Kept(List.copyOf(names), List.copyOf(downloads));
    }

    private void add(String address, ModelSource source, Set<String> names, Set<WebFolder> downloads)
            throws InterruptedException {
        if (source instanceof ModelSource.Repository repository) {
            names.add(repository.display());
        } else if (source instanceof ModelSource.Web web) {
            downloads.add(platform.store(s -> s.download(web)));
        } else {
            throw new WhisperException(
                    ErrorKind.USER,
                    "model '%s' is not in the hub's cache but %s, which stays as it is"
                            .formatted(address, source.display()));
        }
    }

    /** Where the models come from that a word stands for, by their addresses; not those that they load. */
    private Map<String, ModelSource> sources(String word) throws InterruptedException {
        Map<String, ModelSource> sources = new LinkedHashMap<>();
        CompanionModels.known().stream()
                .filter(m -> m.address().equals(word) || m.name().equals(word))
                .forEach(m -> sources.put(m.address(), m.source()));
        if (sources.isEmpty()) {
            select(List.of(), List.of(word))
                    .forEach(m -> sources.put(m.address(), m.descriptor().source()));
        }
        return sources;
    }

    /** Everything in the hub's cache. What cannot be described is told with the reason, so that it hides nothing else. */
    CachedModels everything() throws InterruptedException {
        List<Wanted> models = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (String name : revisions()) {
            try {
                models.add(platform.store(s -> Wanted.of(name, s.describe(name))));
            } catch (WhisperException e) {
                problems.put(name, e.getMessage());
            } catch (RuntimeException e) { // a name or a file that nobody thought of
                LOG.warn("'{}' cannot be described", name, e);
                problems.put(name, "it cannot be described: " + e.getMessage());
            }
        }
        return new CachedModels(models, problems);
    }

    /** Each revision by its branch or else its commit. */
    private List<String> revisions() throws InterruptedException {
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
                    select(List.of(), List.of(word)).forEach(m -> wanted.add(Wanted.of(m.words(), m.descriptor())));
                }
            }
        }
        return wanted;
    }

    /** The models that words stand for, to be upgraded: of what is in the cache, whichever files the newer commit has. */
    List<Wanted> followed(List<String> words) throws InterruptedException {
        List<Wanted> followed = new ArrayList<>();
        Set<String> stored = stored();
        for (Wanted model : wanted(words)) {
            followed.add(
                    isStored(model.address(), stored)
                            ? new Wanted(model.address(), model.source(), List.of(), List.of(), List.of())
                            : model);
        }
        return followed;
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
}
