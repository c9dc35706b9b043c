package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.RecommendedModels;
import org.whisperbench.platform.hardware.Hardware;
import org.whisperbench.platform.hardware.Recommendation;
import org.whisperbench.platform.store.ModelStore;
import picocli.CommandLine.Option;

/** Whether the machine decides. */
final class RecommendedFlag {

    @Option(
            names = "--recommended",
            description = "models of the size and precision, and as many threads, as 'hardware' recommends")
    private boolean recommended;

    /**
     * What the user chose, or what the machine chooses among it.
     *
     * @param models which models
     * @param options how they are loaded
     */
    record Choice(List<CatalogModel> models, LoadOptions options) {}

    Choice choose(ModelFlags flags, EngineFlags engine, PlatformServices platform, ProgressLines progress)
            throws InterruptedException {
        List<CatalogModel> models = platform.catalog(catalog -> catalog.select(flags.selection(engine.inProcess())));
        LoadOptions options = engine.options();
        if (!recommended) {
            return new Choice(models, options);
        }
        if (flags.namesModels()) {
            throw new WhisperException(
                    ErrorKind.USER, "'--recommended' chooses the models; leave out '--model', or name one without it");
        }
        Recommendation here = Recommendation.of(Hardware.read(platform.store(ModelStore::hub), Hardware.PATIENT));
        progress.note("recommended for this machine: " + HardwareText.brief(here));
        return new Choice(
                RecommendedModels.of(here, models),
                options.threads() == 0 ? options.withThreads(here.threads()) : options);
    }

    boolean isSet() {
        return recommended;
    }
}
