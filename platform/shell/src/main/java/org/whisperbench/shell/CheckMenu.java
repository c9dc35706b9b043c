package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.ModelFacts;
import org.whisperbench.platform.store.Transfer;
import org.whisperbench.platform.store.Whereabouts.Extent;

/**
 * Offers the person at the terminal what can be done about models that are missing. A check itself has no network: what is
 * chosen here is done after it has returned, and then everything is checked again.
 */
final class CheckMenu {

    private static final String QUIT = "1";
    private static final String COPY = "2";
    private static final String DOWNLOAD = "3";
    private static final String SELECT = "4";

    private final PlatformServices platform;
    private final ProgressLines progress;
    private final Selection selection;
    private final Check check;

    /** Offers for the models that are selected, which may be the user's own and then have no name in the catalog. */
    CheckMenu(PlatformServices platform, ProgressLines progress, Selection selection, Check check) {
        this.platform = platform;
        this.progress = progress;
        this.selection = selection;
        this.check = check;
    }

    /** Checks. */
    @FunctionalInterface
    interface Check {

        /**
         * Checks the models.
         *
         * @param again whether it is not the first time, so that what has not changed need not be looked at again
         */
        CheckReport run(boolean again) throws InterruptedException;
    }

    /**
     * What the menu leaves, whose table was shown before.
     *
     * @param last the last check
     */
    record Ended(CheckReport last) {

        String text() {
            return String.join("\n", CheckText.summary(last));
        }
    }

    /**
     * What can be done after a check.
     *
     * @param missing what a download mends: what comes with the installation, or is the user's own folder, is nowhere else
     * @param copies repositories that are whole in the hub's cache and not in a place of their own, by that place
     */
    private record Choices(List<CatalogModel> missing, Map<Path, ModelSource.Repository> copies) {

        boolean isEmpty() {
            return missing.isEmpty() && copies.isEmpty();
        }
    }

    /** Offers until the person quits, or nothing is left to do. */
    Object offer(CheckReport first) throws InterruptedException {
        CheckReport report = first;
        Choices choices = choices(report);
        boolean shown = false;
        while (!choices.isEmpty()) {
            show(report);
            shown = true;
            String choice = progress.asks(menu(report, choices)).orElse(QUIT);
            if (choice.isEmpty() || choice.equals(QUIT)) {
                return new Ended(report);
            }
            if (isDone(choice, choices)) {
                report = check.run(true);
                choices = choices(report);
            }
        }
        return shown ? shownAgain(report) : report;
    }

    /** Lets the person choose what to download, once. */
    Object select(CheckReport report) throws InterruptedException {
        List<CatalogModel> missing = choices(report).missing();
        if (missing.isEmpty()) {
            return report;
        }
        show(report);
        return downloadSelected(missing) ? check.run(true) : new Ended(report);
    }

    private Object shownAgain(CheckReport report) {
        show(report);
        return new Ended(report);
    }

    private void show(CheckReport report) {
        CheckText.render(report).lines().forEach(progress::note);
    }

    private static String menu(CheckReport report, Choices choices) {
        return """

                what next?
                  1. quit
                  2. copy from the hub's cache to the local place: %s
                  3. download all that are missing or damaged: %s
                  4. select what to download
                choice [1]:""".formatted(
                models(choices.copies().size()), models(choices.missing().size()) + ", " + CheckText.needed(report));
    }

    private static String models(int count) {
        return count == 1 ? "1 model" : count + " models";
    }

    /** Whether something was done, so that everything has to be checked again. */
    private boolean isDone(String choice, Choices choices) throws InterruptedException {
        return switch (choice) {
            case COPY -> copy(choices.copies());
            case DOWNLOAD -> download(choices.missing());
            case SELECT -> downloadSelected(choices.missing());
            default -> {
                progress.note("'%s' is none of the choices; type a number from 1 to 4".formatted(choice));
                yield false;
            }
        };
    }

    private Choices choices(CheckReport report) throws InterruptedException {
        Map<String, CatalogModel> known = known();
        List<CatalogModel> missing = report.toDownload().stream()
                .flatMap(name -> Optional.ofNullable(known.get(name)).stream())
                .filter(m -> DownloadFlag.isRemote(m.descriptor().source()))
                .toList();
        Map<Path, ModelSource.Repository> copies = new LinkedHashMap<>();
        for (ModelFacts facts : report.facts()) {
            CatalogModel model = known.get(facts.model());
            if (model != null
                    && facts.places().hub().extent() == Extent.COMPLETE
                    && facts.places().local().extent() == Extent.MISSING
                    && model.descriptor().source() instanceof ModelSource.Repository source) {
                String owner = model.backend().info().id();
                copies.put(platform.store(s -> s.localFolder(owner, source)), source);
            }
        }
        return new Choices(missing, copies);
    }

    /** The models that were checked by their names; of one that several bundles have, the first. */
    private Map<String, CatalogModel> known() throws InterruptedException {
        Map<String, CatalogModel> known = new HashMap<>();
        platform.catalog(catalog -> catalog.select(selection))
                .forEach(model -> known.putIfAbsent(model.address(), model));
        return known;
    }

    private boolean copy(Map<Path, ModelSource.Repository> copies) throws InterruptedException {
        if (copies.isEmpty()) {
            progress.note("no model is in the hub's cache alone");
        }
        for (Map.Entry<Path, ModelSource.Repository> copy : copies.entrySet()) {
            String name = copy.getValue().id() + "@" + copy.getValue().revision();
            try {
                Transfer done = platform.store(s -> s.copy(name, copy.getKey()));
                progress.note("copied '%s' to '%s': %d files, %s"
                        .formatted(name, done.place(), done.files(), ByteText.of(done.bytes())));
            } catch (WhisperException e) {
                progress.note("'%s' was not copied: %s".formatted(name, e.getMessage()));
            }
        }
        return !copies.isEmpty();
    }

    private boolean download(List<CatalogModel> models) throws InterruptedException {
        if (models.isEmpty()) {
            progress.note("nothing is missing");
            return false;
        }
        StoreTexts.downloads(DownloadFlag.ensure(models, platform, progress))
                .lines()
                .forEach(progress::note);
        return true;
    }

    private boolean downloadSelected(List<CatalogModel> missing) throws InterruptedException {
        if (missing.isEmpty()) {
            progress.note("nothing is missing");
            return false;
        }
        StringBuilder question = new StringBuilder("\nwhich ones?\n");
        for (int i = 0; i < missing.size(); i++) {
            question.append("  %d. %s%n".formatted(i + 1, missing.get(i).address()));
        }
        question.append("numbers such as 1,3, 'all', or nothing to cancel:");
        while (true) {
            String choice = progress.asks(question.toString()).orElse("");
            if (choice.isEmpty()) {
                progress.note("nothing was chosen");
                return false;
            }
            Optional<List<CatalogModel>> chosen = chosen(choice, missing);
            if (chosen.isPresent()) {
                return download(chosen.get());
            }
            progress.note("'%s' is no choice; type numbers from 1 to %d".formatted(choice, missing.size()));
        }
    }

    private static Optional<List<CatalogModel>> chosen(String choice, List<CatalogModel> missing) {
        if (choice.equals("all")) {
            return Optional.of(missing);
        }
        List<CatalogModel> chosen = new ArrayList<>();
        for (String word : choice.split("[, ]+", -1)) {
            int number = word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : 0;
            if (number < 1 || number > missing.size()) {
                return Optional.empty();
            }
            chosen.add(missing.get(number - 1));
        }
        return Optional.of(chosen);
    }
}
