package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.Progress;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.transcribe.TranscribeListener;
import org.whisperbench.platform.transcribe.TranscribeRequest;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes speech down. */
@CommandLine.Command(name = "transcribe", description = "Write down what is said in sound files.")
final class TranscribeCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "sound files of any format that 'docs/audio.md' names; - is standard input")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ModelFlags models = new ModelFlags();

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Mixin
    private SpeechFlags speech = new SpeechFlags();

    @Mixin
    private RecommendedFlag recommended = new RecommendedFlag();

    @Mixin
    private DownloadFlag download = new DownloadFlag();

    @Mixin
    private OutputFlags output = new OutputFlags();

    TranscribeCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        RecommendedFlag.Choice choice = recommended.choose(models, engine, platform, progress);
        CatalogModel model = ModelChoice.one(choice.models());
        download.fetch(List.of(model), platform, progress);
        TranscribeRequest request =
                new TranscribeRequest(model, files, choice.options(), speech.options(engine.timeout()));
        TranscribeListener listener = (file, index, count) ->
                new FileProgress(progress, file.getFileName().toString(), index, count);
        return platform.transcriptions(t -> t.transcribe(request, listener));
    }

    @Override
    public boolean json() {
        return output.json();
    }

    /** Turns the phases of one file into how much of all files is done. */
    private record FileProgress(ProgressLines lines, String file, int index, int count) implements Progress {

        @Override
        public void phase(Phase phase) {
            advance(phase, 0);
        }

        @Override
        public void advance(Phase phase, double fraction) {
            lines.at("transcribing " + file, (index + fraction) / count);
        }
    }
}
