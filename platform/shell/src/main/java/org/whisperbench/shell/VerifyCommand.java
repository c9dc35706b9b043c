package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.download.Wanted;
import org.whisperbench.platform.store.Examination;
import org.whisperbench.platform.store.ModelStore.Depth;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies models. */
@CommandLine.Command(
        name = "verify",
        description = "Look at the files of models, without the network and without loading any. Changes nothing.")
final class VerifyCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "a name, backend/name, or OWNER/NAME[@REVISION] (default: everything in the hub's cache)")
    private List<String> models = new ArrayList<>();

    @Option(names = "--deep", description = "also hash every file")
    private boolean deep;

    @Mixin
    private OutputFlags output = new OutputFlags();

    VerifyCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        StoreWords words = new StoreWords(platform);
        List<Wanted> wanted = words.wanted(models.isEmpty() ? words.everything() : models);
        List<VerifyReport.Row> rows = new ArrayList<>();
        for (Wanted model : wanted) {
            progress.at("verifying " + model.address(), (double) rows.size() / wanted.size());
            Examination look = platform.store(s -> s.examine(
                    org.whisperbench.api.ModelDescriptor.builder(model.address().replace("@", "#"), model.source())
                            .files(model.files())
                            .build(),
                    deep ? Depth.HASHES : Depth.LENGTHS));
            rows.add(VerifyReport.Row.of(model.address(), look));
        }
        return new VerifyReport(deep, rows);
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
