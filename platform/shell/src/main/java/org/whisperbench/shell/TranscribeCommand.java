package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.transcribe.TranscribeListener;
import org.whisperbench.platform.transcribe.TranscribeRequest;
import org.whisperbench.platform.transcribe.TranscriptReport;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes speech down. */
@CommandLine.Command(name = "transcribe", description = "Write down what is said in sound files.")
final class TranscribeCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "sound files of any format that 'docs/audio.md' names; - is standard input")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ModelFlags models = new ModelFlags();

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Mixin
    private SpeechFlags speech = new SpeechFlags();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description =
                    "write transcripts into a file, too: .txt, .srt, .vtt or .json; '{name}' in it stands for each sound"
                            + " file's name; may be repeated")
    private List<String> exports = new ArrayList<>();

    @Mixin
    private RecommendedFlag recommended = new RecommendedFlag();

    @Mixin
    private DownloadFlag download = new DownloadFlag();

    @Mixin
    private RecordFlags microphone = new RecordFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    TranscribeCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        if (files.isEmpty() && !microphone.wanted()) {
            throw new WhisperException(
                    ErrorKind.USER, "missing required parameter: 'FILE'; run 'whisperbench transcribe --help'");
        }
        StandardInputUse.check(files, microphone.wanted(), progress.isPrompt());
        exports.forEach(export -> TranscriptExport.check(export, files, microphone.wanted()));
        TranscribeOptions options = speech.options(engine.timeout(), engine.decoding());
        RecommendedFlag.Choice choice = recommended.choose(models, engine, platform, progress);
        LoadOptions load = choice.options();
        CatalogModel model =
                platform.catalog(catalog -> PreciseModel.of(catalog, ModelChoice.one(choice.models()), load));
        download.fetch(List.of(model), platform, progress);
        microphone.requireUsable(List.of(model), platform);
        TranscribeRequest request = new TranscribeRequest(model, heard(), PreciseModel.rest(model, load), options);
        TranscribeListener listener =
                (file, index, count) -> new FileProgress(progress, String.valueOf(file.getFileName()), index, count);
        TranscriptReport report = platform.transcriptions(t -> t.transcribe(request, listener));
        List<String> problems = exports.stream()
                .flatMap(export -> TranscriptExport.write(export, report).stream())
                .toList();
        return problems.isEmpty() ? report : new Unwritten(report, problems);
    }

    /** Transcripts that are told though they could not be written everywhere. */
    record Unwritten(TranscriptReport report, List<String> problems) implements Answer.InOtherWords {}

    private List<Path> heard() throws InterruptedException {
        List<Path> heard = new ArrayList<>(files);
        if (microphone.wanted()) {
            heard.add(microphone.record(platform, progress, TranscriptExport.folder(exports)));
        }
        return heard;
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
