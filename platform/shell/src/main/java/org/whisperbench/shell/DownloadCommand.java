package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.Category;
import org.whisperbench.platform.catalog.CompanionModel;
import org.whisperbench.platform.catalog.CompanionModels;
import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.Wanted;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads models. */
@CommandLine.Command(
        name = "download",
        description = "Fetch models that are missing: resumed, verified, without touching what is there.")
final class DownloadCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(paramLabel = "MODEL", arity = "0..*", description = "a name, backend/name or a size such as tiny")
    private List<String> models = new ArrayList<>();

    @Option(
            names = {"-b", "--backend"},
            paramLabel = "BACKEND",
            description = "only models of this backend; may be repeated")
    private List<String> backends = new ArrayList<>();

    @Option(names = "--all-missing", description = "every model that a backend knows and that is not there")
    private boolean allMissing;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "every model of this category: whisper, vad, ner, diarization or apple; may be repeated")
    private List<Category> categories = new ArrayList<>();

    @Option(names = "--size", paramLabel = "SIZE", description = "only models of this size, such as tiny")
    private List<ModelSize> sizes = new ArrayList<>();

    @Option(
            names = {"-R", "--repository"},
            paramLabel = "OWNER/NAME[@REVISION]",
            description = "a whole repository of the hub; may be repeated")
    private List<String> repositories = new ArrayList<>();

    @Option(names = "--include", paramLabel = "PATTERN", description = "of a repository, only files that fit")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "of a repository, no files that fit")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--force", description = "fetch everything anew")
    private boolean force;

    @Option(names = "--dry-run", description = "only tell what would be fetched")
    private boolean dryRun;

    @Mixin
    private NetworkFlags network = new NetworkFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    DownloadCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        List<Choice> chosen = chosen();
        List<Wanted> wanted = chosen.stream().map(Choice::wanted).toList();
        DownloadOptions options = network.options(mode());
        try (TransferProgress shown = new TransferProgress(progress, System::nanoTime)) {
            return FetchReport.of(chosen, platform.downloads(d -> d.ensure(wanted, options, shown)));
        }
    }

    private Mode mode() {
        if (force) {
            return dryRun ? Mode.DRY_RUN_FORCE : Mode.FORCE;
        }
        return dryRun ? Mode.DRY_RUN : Mode.MISSING;
    }

    /**
     * A model to fetch.
     *
     * @param wanted which
     * @param category what it is for
     * @param critical whether its want is a failure
     */
    record Choice(Wanted wanted, Category category, boolean critical) {}

    /** An option that would have no effect is a mistake. */
    private void requireEffect() {
        if (repositories.isEmpty() && !(include.isEmpty() && exclude.isEmpty())) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--include' and '--exclude' choose among the files of a repository; give '--repository OWNER/NAME', too");
        }
        if (allMissing && !models.isEmpty()) {
            throw new WhisperException(ErrorKind.USER, "give models or '--all-missing', not both");
        }
    }

    private List<Choice> chosen() throws InterruptedException {
        requireEffect();
        Set<Choice> chosen = new LinkedHashSet<>();
        for (String repository : repositories) {
            chosen.add(new Choice(repository(repository), Category.OTHER, true));
        }
        if (models.isEmpty()) {
            chosen.addAll(every());
        }
        for (String word : models) {
            chosen.addAll(named(word));
        }
        if (chosen.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    namesModels()
                            ? "no model fits; 'whisperbench models' lists models"
                            : "nothing is named; give a MODEL, '--all-missing', '--category', or '--repository OWNER/NAME';"
                                    + " 'whisperbench models' lists models");
        }
        return List.copyOf(chosen);
    }

    private boolean namesModels() {
        return !models.isEmpty() || allMissing || !sizes.isEmpty() || !backends.isEmpty() || !categories.isEmpty();
    }

    /** What is named one by one is wanted in earnest, whatever the catalog says of it. */
    private List<Choice> named(String word) throws InterruptedException {
        List<Choice> companions = CompanionModels.named(word).stream()
                .filter(m -> isCategory(m.category()))
                .map(m -> choice(m, true))
                .toList();
        return companions.isEmpty() ? ofBackends(List.of(word)) : companions;
    }

    /** Models that come with the installation are not meant, and those beside speech only if their category is named. */
    private List<Choice> every() throws InterruptedException {
        List<Choice> every = new ArrayList<>();
        if (!namesModels()) {
            return every;
        }
        if (isCategory(Category.WHISPER)) {
            ofBackends(List.of()).stream()
                    .filter(c -> DownloadFlag.isRemote(c.wanted().source()))
                    .forEach(every::add);
        }
        CompanionModels.known().stream()
                .filter(m -> categories.contains(m.category()))
                .forEach(m -> every.add(choice(m, m.critical())));
        return every;
    }

    private boolean isCategory(Category category) {
        return categories.isEmpty() || categories.contains(category);
    }

    private static Choice choice(CompanionModel model, boolean critical) {
        Wanted wanted = new Wanted(model.address(), model.source(), model.files(), List.of(), List.of());
        return new Choice(wanted, model.category(), critical);
    }

    private List<Choice> ofBackends(List<String> words) throws InterruptedException {
        return new StoreWords(platform)
                .select(backends, words).stream()
                        .filter(m ->
                                sizes.isEmpty() || sizes.contains(m.descriptor().size()))
                        .map(m -> new Choice(Wanted.of(m.words(), m.descriptor()), Category.WHISPER, true))
                        .toList();
    }

    /** A name that is none is the user's mistake. */
    private Wanted repository(String text) {
        int at = text.indexOf('@');
        String id = at < 0 ? text : text.substring(0, at);
        String revision = at < 0 ? "main" : text.substring(at + 1);
        try {
            return Wanted.repository(id, revision, include, exclude);
        } catch (IllegalArgumentException e) {
            throw new WhisperException(ErrorKind.USER, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
