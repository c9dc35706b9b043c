package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.platform.download.Wanted;
import org.whisperbench.platform.store.Examination;
import org.whisperbench.platform.store.ModelStore.Depth;
import org.whisperbench.platform.store.OtherModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies models. */
@CommandLine.Command(
        name = "verify",
        description = "Look at the files of models, without the network and without loading any. Changes nothing.")
final class VerifyCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Mixin
    private DownloadedModels models = new DownloadedModels();

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
        Depth depth = deep ? Depth.HASHES : Depth.LENGTHS;
        CachedModels cached = models.ours(new StoreWords(platform));
        List<Wanted> wanted = cached.models();
        List<VerifyReport.Row> rows = new ArrayList<>();
        List<ModelDescriptor> descriptors =
                wanted.stream().map(VerifyCommand::descriptor).toList();
        String what = "verifying " + BenchmarkText.counted(wanted.size(), "model");
        List<Examination> looks =
                platform.store(s -> s.examineAll(descriptors, depth, done -> progress.at(what, done)));
        for (int i = 0; i < wanted.size(); i++) {
            rows.add(VerifyReport.Row.of(wanted.get(i).address(), looks.get(i)));
        }
        rows.addAll(cached.rows());
        for (Path folder : models.folders()) {
            rows.add(VerifyReport.Row.of(folder.toString(), platform.store(s -> s.examineFolder(folder, depth))));
        }
        if (models.isEverything()) {
            progress.at("verifying what other programs keep", 1);
            platform.store(s -> s.examineOthers(depth)).forEach(o -> rows.add(row(o)));
        }
        return new VerifyReport(deep, rows);
    }

    private static ModelDescriptor descriptor(Wanted model) {
        return ModelDescriptor.builder(model.address().replace("@", "#"), model.source())
                .files(model.files())
                .build();
    }

    private static VerifyReport.Row row(OtherModel other) {
        return VerifyReport.Row.of(
                other.program().display() + ": " + other.path().getFileName(), other.examination());
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
