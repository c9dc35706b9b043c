package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.platform.download.Wanted;
import picocli.CommandLine.Option;

/** Whether models that are missing are fetched before they are used. */
final class DownloadFlag {

    @Option(names = "--download", description = "fetch what is missing of the models first")
    private boolean download;

    /** Fetches them if the user wants that. What cannot be fetched is told, and found missing by what comes next. */
    void fetch(List<CatalogModel> models, PlatformServices platform, ProgressLines progress)
            throws InterruptedException {
        if (!download) {
            return;
        }
        List<CatalogModel> remote =
                models.stream().filter(m -> isRemote(m.descriptor().source())).toList();
        DownloadReport report = ensure(remote, platform, progress);
        report.models().stream()
                .filter(m -> !m.result().isWell())
                .forEach(m -> progress.note("model '%s' was not fetched: %s".formatted(m.model(), m.reason())));
    }

    /** Whether the user wants that. */
    boolean isSet() {
        return download;
    }

    /** Fetches what is missing of models, showing how far it is. */
    static DownloadReport ensure(List<CatalogModel> models, PlatformServices platform, ProgressLines progress)
            throws InterruptedException {
        List<Wanted> wanted =
                models.stream().map(m -> Wanted.of(m.words(), m.descriptor())).toList();
        try (TransferProgress shown = new TransferProgress(progress, System::nanoTime)) {
            return platform.downloads(d -> d.ensure(wanted, DownloadOptions.defaults(), shown));
        }
    }

    static boolean isRemote(ModelSource source) {
        return !(source instanceof ModelSource.Bundled) && !(source instanceof ModelSource.Folder);
    }
}
