package org.whisperbench.platform.transcribe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.store.FileOrigin;
import org.whisperbench.platform.store.ModelStore;

/** One model, file after file. */
final class FileTranscriptions implements Transcriptions {

    private static final Logger LOG = LoggerFactory.getLogger(FileTranscriptions.class);
    private static final double NANOS = 1e9;

    private final ModelStore store;
    private final AudioFiles audio;

    FileTranscriptions(ModelStore store, AudioFiles audio) {
        this.store = store;
        this.audio = audio;
    }

    @Override
    public TranscriptReport transcribe(TranscribeRequest request, TranscribeListener listener)
            throws InterruptedException {
        CatalogModel model = request.model();
        model.backend().requireAvailable();
        ResolvedModel resolved = store.resolve(model.words(), model.descriptor());
        return model.backend().call(backend -> {
            long start = System.nanoTime();
            try (SpeechModel loaded = backend.load(resolved, request.load(), Progress.none())) {
                double loadSeconds = (System.nanoTime() - start) / NANOS;
                TranscriptReport head = new TranscriptReport(
                        model.address(),
                        model.backend().address(),
                        FileOrigin.toldIn(loaded.identity()),
                        model.descriptor().note(),
                        loadSeconds,
                        List.of(),
                        request.requested());
                listener.begun(head);
                return head.with(transcribe(loaded, request, listener));
            }
        });
    }

    private List<FileTranscript> transcribe(SpeechModel model, TranscribeRequest request, TranscribeListener listener)
            throws InterruptedException {
        List<FileTranscript> transcripts = new ArrayList<>();
        for (Path file : request.files()) {
            Progress progress = listener.transcribing(
                    file, transcripts.size(), request.files().size());
            FileTranscript transcript = transcribe(model, file, request, progress);
            transcripts.add(transcript);
            listener.finished(transcript);
        }
        return transcripts;
    }

    /** A mistake in a program, which the files before and after have nothing to do with. */
    private static WhisperException unexpected(Path file, RuntimeException failure) {
        String message = "'%s' was not transcribed: unexpected failure (%s: %s); please report it with the log"
                .formatted(file, failure.getClass().getSimpleName(), failure.getMessage());
        return new WhisperException(ErrorKind.INTERNAL, message, failure);
    }

    private FileTranscript transcribe(SpeechModel model, Path file, TranscribeRequest request, Progress progress)
            throws InterruptedException {
        try (DecodedAudio decoded = audio.open(file)) {
            long start = System.nanoTime();
            Transcription heard = model.transcribe(decoded, request.options(), progress);
            double seconds = (System.nanoTime() - start) / NANOS;
            Transcription transcription = new WithinAudio(decoded.duration()).of(heard);
            return new FileTranscript.Transcribed(file, decoded.source(), transcription, seconds);
        } catch (WhisperException e) {
            LOG.info("file '{}' was not transcribed", file, e);
            return failed(file, e);
        } catch (RuntimeException e) {
            LOG.error("file '{}' was not transcribed, and nobody expected that", file, e);
            return failed(file, unexpected(file, e));
        }
    }

    /** What is read or computed while the thread is interrupted fails for that reason, which is not the file's. */
    private static FileTranscript failed(Path file, WhisperException failure) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException interrupted = new InterruptedException(failure.getMessage());
            interrupted.initCause(failure);
            throw interrupted;
        }
        return FileTranscript.Failed.of(file, failure);
    }
}
