package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.transcribe.TranscribeRequest;
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
        StandardInputUse.check("transcribe -", files, microphone.wanted(), progress.isPrompt());
        exports.forEach(export -> TranscriptExport.check(export, files, microphone.wanted()));
        // What cannot be asked for is refused before anything is fetched or recorded.
        TranscribeOptions options = speech.options(engine.timeout(), engine.decoding());
        RecommendedFlag.Choice choice = recommended.choose(models, engine, platform, progress);
        LoadOptions load = choice.options();
        CatalogModel model =
                platform.catalog(catalog -> PreciseModel.of(catalog, ModelChoice.one(choice.models()), load));
        download.fetch(List.of(model), platform, progress);
        microphone.requireUsable(List.of(model), platform);
        List<Path> heard = heard();
        TranscribeRequest request = new TranscribeRequest(
                model, heard, PreciseModel.rest(model, load), options, TranscribeRequest.requested(load));
        return deliver(request, new TranscriptDelivery(progress, heard, exports, output.json()));
    }

    private TranscriptDelivery.Delivered deliver(TranscribeRequest request, TranscriptDelivery delivery)
            throws InterruptedException {
        try {
            return delivery.complete(platform.transcriptions(t -> t.transcribe(request, delivery)));
        } catch (InterruptedException e) {
            // The interrupt has its answer; a thread that stays interrupted would close the channels of a prompt.
            return delivery.ended("cancelled").orElseThrow(() -> e);
        } catch (WhisperException e) {
            // Such as a backend that was removed meanwhile.
            return delivery.ended(e.getMessage()).orElseThrow(() -> e);
        }
    }

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
}
