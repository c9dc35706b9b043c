package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
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
        List<Wanted> wanted = wanted();
        Mode whole = force ? Mode.FORCE : Mode.MISSING;
        DownloadOptions options = network.options(dryRun ? Mode.DRY_RUN : whole);
        return platform.downloads(d -> d.ensure(wanted, options, new TransferProgress(progress, System::nanoTime)));
    }

    private List<Wanted> wanted() throws InterruptedException {
        List<Wanted> wanted = new ArrayList<>();
        for (String repository : repositories) {
            wanted.add(repository(repository));
        }
        if (namesModels()) {
            for (CatalogModel model : new StoreWords(platform).select(backends, models)) {
                if (isMeant(model)) {
                    wanted.add(Wanted.of(model.address(), model.descriptor()));
                }
            }
        } else if (wanted.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "nothing is named; give a MODEL, '--all-missing', or '--repository OWNER/NAME'; 'whisperbench models'"
                            + " lists models");
        }
        return wanted;
    }

    private boolean namesModels() {
        return !models.isEmpty() || allMissing || !sizes.isEmpty() || !backends.isEmpty();
    }

    /** Of models that were not named one by one, those that came with the installation are not meant. */
    private boolean isMeant(CatalogModel model) {
        boolean bySize = sizes.isEmpty() || sizes.contains(model.descriptor().size());
        return bySize && (!models.isEmpty() || model.descriptor().source() instanceof ModelSource.Repository);
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
