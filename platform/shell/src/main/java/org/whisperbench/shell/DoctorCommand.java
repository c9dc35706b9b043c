package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.platform.doctor.CacheEntry;
import org.whisperbench.platform.doctor.Diagnosis;
import org.whisperbench.platform.doctor.Doctor;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks the installation over. */
@CommandLine.Command(
        name = "doctor",
        description = "Look the installation over: Java, folders, bundles, backends, network settings. The worst comes"
                + " first.")
final class DoctorCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Option(names = "--clean", description = "delete the caches that no process uses, after showing them and asking")
    private boolean clean;

    @Mixin
    private RemovalFlags removal = new RemovalFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    DoctorCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        if (clean) {
            return platform.use(Doctor.class, this::clean);
        }
        Diagnosis diagnosis = platform.use(Doctor.class, Doctor::examine);
        // What was not looked at to the end is no finding.
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled while the doctor looked");
        }
        return diagnosis;
    }

    private CachesReport clean(Doctor doctor) {
        List<CacheEntry> caches = doctor.caches();
        boolean isAnything = caches.stream().anyMatch(entry -> !entry.inUse());
        CachesReport plan = new CachesReport(caches, List.of(), CachesReport.Outcome.PLANNED);
        if (!isAnything || removal.dryRun()) {
            return plan;
        }
        if (!removal.yes()) {
            plan.text().lines().forEach(progress::note);
            if (!progress.confirms("delete them?")) {
                return new CachesReport(caches, List.of(), CachesReport.Outcome.DECLINED);
            }
        }
        return new CachesReport(caches, doctor.clean(caches), CachesReport.Outcome.CLEANED);
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
