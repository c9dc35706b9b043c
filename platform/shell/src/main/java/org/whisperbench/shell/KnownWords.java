package org.whisperbench.shell;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;

/** The backends and models that can be named now. */
final class KnownWords {

    private static final Logger LOG = LoggerFactory.getLogger(KnownWords.class);
    private static final List<String> SIZES = List.of("tiny", "base", "small", "medium", "large");

    private final PlatformServices platform;

    KnownWords(PlatformServices platform) {
        this.platform = platform;
    }

    /** By the label of an argument, what fits it. */
    Map<String, Function<List<String>, List<Suggestion>>> byLabel() {
        return Map.of("BACKEND", words -> backends(), "MODEL", this::models, "SIZE", words -> sizes());
    }

    private List<Suggestion> backends() {
        return ask(() -> platform.backends(known -> known.list().stream()
                .flatMap(b -> Stream.of(
                        new Suggestion(b.info().id(), b.info().displayName(), "backends"),
                        new Suggestion(b.address(), b.info().displayName(), "backends, one version")))
                .toList()));
    }

    /** Of the backends that the line names already, else of all. */
    private List<Suggestion> models(List<String> before) {
        List<String> backends = Stream.iterate(1, i -> i + 1)
                .limit(Math.max(0, before.size() - 1))
                .filter(i -> i > 1 && before.get(i - 1).matches("-b|--backend"))
                .map(before::get)
                .toList();
        List<CatalogModel> models =
                ask(() -> platform.catalog(catalog -> catalog.select(new Selection(backends, List.of()))));
        Stream<Suggestion> named = models.stream()
                .map(m -> new Suggestion(m.address(), m.backend().info().displayName(), "models"));
        return Stream.concat(named, models.isEmpty() ? Stream.of() : sizes().stream())
                .toList();
    }

    private static List<Suggestion> sizes() {
        return SIZES.stream().map(size -> new Suggestion(size, "", "sizes")).toList();
    }

    /** What cannot be told now is not suggested; the command itself says why when it runs. */
    private static <T> List<T> ask(Question<T> question) {
        try {
            return question.answer();
        } catch (WhisperException e) {
            LOG.debug("nothing could be suggested", e);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        List<T> answer() throws InterruptedException;
    }
}
