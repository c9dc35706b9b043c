package org.whisperbench.shell;

import java.nio.file.Path;
import org.whisperbench.platform.hardware.Hardware;
import org.whisperbench.platform.hardware.Recommendation;
import org.whisperbench.platform.store.ModelStore;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells about the machine and what it can run. */
@CommandLine.Command(
        name = "hardware",
        description = "Tell what this machine has, and which size, precision, threads and batch fit it.")
final class HardwareCommand implements Command {

    private final PlatformServices platform;

    @Option(names = "--patient", description = "wait up to ten seconds for graphics drivers that are slow to answer")
    private boolean patient;

    @Mixin
    private OutputFlags output = new OutputFlags();

    HardwareCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        Path models = platform.store(ModelStore::hub);
        return HardwareReport.of(Hardware.read(models, patient ? Hardware.PATIENT : Hardware.BRIEF));
    }

    @Override
    public boolean json() {
        return output.json();
    }

    /**
     * What the command reports.
     *
     * @param schema version of this document
     * @param facts the machine
     * @param recommendation what fits it
     */
    record HardwareReport(String schema, Hardware facts, Recommendation recommendation) {

        static HardwareReport of(Hardware facts) {
            return new HardwareReport("whisperbench/hardware/1", facts, Recommendation.of(facts));
        }
    }
}
