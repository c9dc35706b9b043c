package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.shell.HardwareCommand.HardwareReport;

/**
 * What became of making an installation ready.
 *
 * @param hardware the machine and what fits it
 * @param models what was fetched, or would be
 * @param outcome what became of it
 */
record BootstrapReport(HardwareReport hardware, DownloadReport models, Outcome outcome) {

    /** What became of it. */
    enum Outcome {
        /** Everything was there. */
        COMPLETE,
        /** Only the plan was asked for, or it cannot be carried out. */
        PLANNED,
        /** Nobody said yes. */
        DECLINED,
        /** It was carried out. */
        FETCHED
    }

    boolean isWell() {
        return outcome != Outcome.DECLINED && models.allWell();
    }

    /** The machine, the models and the space. */
    static List<String> lines(HardwareReport hardware, DownloadReport models) {
        List<String> lines = new ArrayList<>(HardwareText.recommendation(hardware.recommendation()));
        lines.add("");
        lines.addAll(StoreTexts.downloads(models).lines().toList());
        lines.add(HardwareText.disk(hardware.facts().disk()));
        return lines;
    }

    static String text(BootstrapReport report) {
        List<String> lines = lines(report.hardware(), report.models());
        switch (report.outcome()) {
            case COMPLETE -> lines.add("everything is there; 'whisperbench transcribe --recommended FILE' uses it");
            case PLANNED -> lines.add("nothing was fetched");
            case DECLINED -> lines.add("nothing was fetched; '--yes' fetches without asking");
            case FETCHED -> {
                if (report.models().allWell()) {
                    lines.add("ready; 'whisperbench transcribe --recommended FILE' uses it");
                }
            }
        }
        return String.join("\n", lines);
    }
}
