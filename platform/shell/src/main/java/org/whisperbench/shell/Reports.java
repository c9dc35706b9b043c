package org.whisperbench.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.TensorsReport;
import org.whisperbench.platform.doctor.Diagnosis;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.platform.parity.ParityReport;
import org.whisperbench.platform.provision.SetupPlan;
import org.whisperbench.platform.provision.SetupReport;
import org.whisperbench.platform.provision.TeardownReport;
import org.whisperbench.platform.report.Rescored;
import org.whisperbench.platform.report.ResultList;
import org.whisperbench.platform.store.Inventory;
import org.whisperbench.platform.store.Transfer;
import org.whisperbench.platform.transcribe.TranscriptReport;
import org.whisperbench.shell.Answer.ExitCode;
import org.whisperbench.shell.HardwareCommand.HardwareReport;

/** Every report that a command may return, with its text and its exit code. */
final class Reports {

    /** Of commands that are over soon: each method that is named here takes time at the start. */
    private static final List<Kind<?>> QUICK = List.of(
            new Kind<>(
                    BackendsReport.class,
                    BackendsText::render,
                    r -> tried(!r.backends().isEmpty())),
            new Kind<>(ModelList.class, ModelList::text, r -> ExitCode.WELL),
            new Kind<>(InfoReport.class, InfoText::render, r -> ExitCode.WELL));

    /** Looked at if it is none of those. */
    private static final class Others {
        static final List<Kind<?>> KINDS = List.of(
                new Kind<>(CheckReport.class, CheckText::render, Reports::checked),
                new Kind<>(CheckMenu.Ended.class, CheckMenu.Ended::text, e -> checked(e.last())),
                new Kind<>(TensorsReport.class, TensorsText::render, r -> ExitCode.WELL),
                new Kind<>(TranscriptReport.class, TranscriptText::render, r -> code(r.allComplete(), false)),
                new Kind<>(
                        TranscriptDelivery.Delivered.class,
                        TranscriptDelivery.Delivered::text,
                        d -> code(d.isWell(), false)),
                new Kind<>(BenchmarkReport.class, BenchmarkText::render, r -> code(r.allMeasured(), r.noneTried())),
                new Kind<>(
                        BenchmarkCommand.Told.class,
                        BenchmarkText::told,
                        t -> code(t.isWell(), t.report().noneTried())),
                new Kind<>(ResultList.class, ResultTexts::list, r -> ExitCode.WELL),
                new Kind<>(Rescored.class, ResultTexts::rescored, r -> ExitCode.WELL),
                new Kind<>(RescoreCommand.Aligned.class, ResultTexts::aligned, r -> ExitCode.WELL),
                new Kind<>(CompareCommand.Gated.class, ResultTexts::compared, r -> code(r.isWell(), false)),
                new Kind<>(ParityReport.class, ParityText::render, r -> code(r.agrees(), false)),
                new Kind<>(Diagnosis.class, DiagnosisText::render, r -> code(r.isWorking(), false)),
                new Kind<>(
                        CachesReport.class,
                        CachesReport::text,
                        r -> code(r.outcome() != CachesReport.Outcome.DECLINED, false)),
                new Kind<>(HardwareReport.class, HardwareText::render, r -> ExitCode.WELL),
                new Kind<>(
                        BootstrapReport.class,
                        BootstrapReport::text,
                        r -> code(
                                r.isWell(),
                                r.models().noneTried() && !r.models().allWell())),
                new Kind<>(Inventory.class, StoreTexts::inventory, r -> ExitCode.WELL),
                new Kind<>(FetchReport.class, FetchReport::text, r -> code(r.allWell(), r.noneTried())),
                new Kind<>(DownloadReport.class, StoreTexts::downloads, r -> code(r.allWell(), r.noneTried())),
                new Kind<>(VerifyReport.class, StoreTexts::verified, r -> code(r.allPresent(), r.noneThere())),
                new Kind<>(UpgradesReport.class, StoreTexts::upgrades, r -> code(r.allAsked(), r.noneAsked())),
                new Kind<>(
                        RemovalReport.class,
                        RemovalText::render,
                        r -> code(r.outcome() != RemovalReport.Outcome.DECLINED, false)),
                new Kind<>(SetupPlan.class, SetupTexts::plan, r -> ExitCode.WELL),
                new Kind<>(SetupReport.class, SetupTexts::done, r -> ExitCode.WELL),
                new Kind<>(TeardownReport.class, SetupTexts::undone, r -> ExitCode.WELL),
                new Kind<>(PinReport.class, PinReport::text, r -> ExitCode.WELL),
                new Kind<>(Transfer.class, StoreTexts::transfer, r -> ExitCode.WELL));
    }

    private Reports() {}

    /** Whether it is a report of a command. */
    static boolean knows(Object value) {
        return of(QUICK, value).or(() -> of(Others.KINDS, value)).isPresent();
    }

    /** The report for people. */
    static String text(Object report) {
        return kind(report).text(report);
    }

    /** What belongs on standard error beside the text. */
    static List<String> notes(Object report) {
        if (report instanceof BenchmarkCommand.Told told) {
            return told.problems();
        }
        if (report instanceof TranscriptDelivery.Delivered delivered) {
            return delivered.notes();
        }
        return report instanceof TranscriptReport transcripts ? TranscriptText.notes(transcripts) : List.of();
    }

    static ExitCode exitCode(Object report) {
        return kind(report).code(report);
    }

    private static ExitCode tried(boolean any) {
        return any ? ExitCode.WELL : ExitCode.NOT_TRIED;
    }

    /** A model that is missing could not be tried, also beside others that are well. */
    private static ExitCode checked(CheckReport report) {
        return code(report.allLoadable(), report.noneTried() || report.onlyAbsent());
    }

    private static ExitCode code(boolean well, boolean noneTried) {
        if (well) {
            return ExitCode.WELL;
        }
        return noneTried ? ExitCode.NOT_TRIED : ExitCode.NOT_WELL;
    }

    private static Kind<?> kind(Object report) {
        return of(QUICK, report)
                .or(() -> of(Others.KINDS, report))
                .orElseThrow(() -> new IllegalStateException("no text for " + report.getClass()));
    }

    private static Optional<Kind<?>> of(List<Kind<?>> kinds, Object report) {
        for (Kind<?> kind : kinds) {
            if (kind.type().isInstance(report)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private record Kind<T>(Class<T> type, Function<T, String> text, Function<T, ExitCode> code) {

        String text(Object report) {
            return text.apply(type.cast(report));
        }

        ExitCode code(Object report) {
            return code.apply(type.cast(report));
        }
    }
}
