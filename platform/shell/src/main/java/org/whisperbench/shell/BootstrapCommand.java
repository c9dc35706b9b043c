package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.RecommendedModels;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.platform.download.Wanted;
import org.whisperbench.platform.hardware.Hardware;
import org.whisperbench.platform.hardware.Recommendation;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.shell.BootstrapReport.Outcome;
import org.whisperbench.shell.HardwareCommand.HardwareReport;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a fresh installation ready for dictation. */
@CommandLine.Command(
        name = "bootstrap",
        description = "Look at the machine, tell which models fit it and what they need, and fetch them after asking."
                + " What is there is left alone.")
final class BootstrapCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Option(
            names = {"-b", "--backend"},
            paramLabel = "BACKEND",
            description = "only models of this backend; may be repeated (default: every backend that can run here)")
    private List<String> backends = new ArrayList<>();

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Option(names = "--dry-run", description = "only tell what would be fetched")
    private boolean dryRun;

    @Mixin
    private NetworkFlags network = new NetworkFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    BootstrapCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        DownloadOptions options = network.options(Mode.MISSING);
        HardwareReport hardware = HardwareReport.of(Hardware.read(platform.store(ModelStore::hub), Hardware.PATIENT));
        List<Wanted> wanted = wanted(hardware.recommendation());
        DownloadReport plan = fetch(wanted, options.with(Mode.DRY_RUN));
        boolean complete = plan.models().stream().allMatch(m -> m.result() == DownloadReport.Result.PRESENT);
        if (complete || dryRun || !plan.allWell()) {
            return new BootstrapReport(hardware, plan, complete ? Outcome.COMPLETE : Outcome.PLANNED);
        }
        if (!yes) {
            BootstrapReport.lines(hardware, plan).forEach(progress::note);
            if (!progress.confirms("fetch this?")) {
                return new BootstrapReport(hardware, plan, Outcome.DECLINED);
            }
        }
        return new BootstrapReport(hardware, fetch(wanted, options), Outcome.FETCHED);
    }

    private DownloadReport fetch(List<Wanted> wanted, DownloadOptions options) throws InterruptedException {
        try (TransferProgress shown = new TransferProgress(progress, System::nanoTime)) {
            return platform.downloads(d -> d.ensure(wanted, options, shown));
        }
    }

    /** What fits best, and the small model beside it, of every backend that can run here. */
    private List<Wanted> wanted(Recommendation recommendation) throws InterruptedException {
        List<CatalogModel> usable = platform.catalog(c -> c.select(new Selection(backends, List.of()))).stream()
                .filter(m -> m.backend().availability().isAvailable())
                .filter(m -> !m.backend().info().control())
                .filter(m -> DownloadFlag.isRemote(m.descriptor().source()))
                .toList();
        if (usable.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "no backend that can run here has a model to fetch; run 'whisperbench backends'");
        }
        Set<CatalogModel> models = new LinkedHashSet<>(RecommendedModels.of(recommendation, usable));
        Recommendation base = recommendation.size().compareTo(ModelSize.BASE) < 0
                ? recommendation
                : recommendation.withSize(ModelSize.BASE);
        models.addAll(RecommendedModels.of(base, usable));
        return models.stream().map(m -> Wanted.of(m.address(), m.descriptor())).toList();
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
