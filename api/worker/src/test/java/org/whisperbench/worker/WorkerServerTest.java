package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.Message.Answer;
import org.whisperbench.worker.Message.Note;
import org.whisperbench.worker.Message.Refusal;
import org.whisperbench.worker.Message.Request;

/** The worker's side without a process around it. */
@Timeout(60)
class WorkerServerTest {

    private final Path folder = Path.of("x").toAbsolutePath();
    private final LinkedBlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    private final List<Long> marks = new CopyOnWriteArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Thread thread = new Thread(this::serve, "server under test");
    private final PipedOutputStream toServer = new PipedOutputStream();
    private final PipedOutputStream fromServer = new PipedOutputStream();
    private PipedInputStream serverIn = new PipedInputStream();
    private FrameReader answers = new FrameReader(serverIn, new LineSink(line -> {}));

    @BeforeEach
    void start() throws IOException {
        serverIn = new PipedInputStream(toServer, 1 << 16);
        answers = new FrameReader(new PipedInputStream(fromServer, 1 << 16), new LineSink(line -> {}));
        thread.start();
    }

    @AfterEach
    void stop() throws Exception {
        toServer.close();
        thread.join();
    }

    private void serve() {
        try (OutputStream out = fromServer) {
            new WorkerServer(serverIn, out, new Handler(), marks::add, ends::add).run();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private final class Handler implements WorkerHandler {

        @Override
        public WorkerHello initialize() {
            return new WorkerHello("e", "1");
        }

        @Override
        public LoadedIdentity load(ResolvedModel model, LoadOptions options, Progress progress) {
            progress.phase(Progress.Phase.LOADING);
            progress.advance(Progress.Phase.LOADING, 0.25);
            return LoadedIdentity.builder(model.descriptor().name()).build();
        }

        @Override
        public Transcription transcribe(Path wav, TranscribeOptions options, Progress progress)
                throws InterruptedException {
            if (options.language().equals("xx")) {
                throw new InterruptedException("somebody interrupted");
            }
            return Transcription.builder(List.of()).build();
        }

        @Override
        public void features(Path wav, Path file) {
            throw new UnsatisfiedLinkError("no native library");
        }

        @Override
        public void unload() {
            told.add("unloaded");
        }
    }

    private void send(long id, String method, Object params) throws IOException {
        toServer.write(FrameWriter.frame(new Request(id, method, WorkerJson.object(params))));
        toServer.flush();
    }

    private Message next() throws IOException {
        return assertInstanceOf(Incoming.Received.class, answers.next()).message();
    }

    private ResolvedModel model() {
        ModelDescriptor descriptor = ModelDescriptor.builder("tiny", new ModelSource.Folder(folder))
                .files(List.of(ModelFile.unverified("b")))
                .build();
        return new ResolvedModel(descriptor, folder);
    }

    @Test
    void everyMethodIsServed() throws Exception {
        send(1, "initialize", Map.of("protocol", 1));
        assertEquals(
                1,
                assertInstanceOf(Answer.class, next())
                        .result()
                        .object("value")
                        .whole("protocol")
                        .getAsLong());
        send(2, "load", new Call.Load(model(), LoadOptions.defaults()));
        for (String kind : List.of("phase", "advance")) {
            Note note = assertInstanceOf(Note.class, next());
            ProgressNotes.tell(note.params(), Progress.none());
            assertEquals(kind, note.params().text("kind"));
        }
        assertEquals(2, assertInstanceOf(Answer.class, next()).id());
        send(3, "verify", new Call.Verify(model(), LoadOptions.defaults(), folder));
        assertEquals(3, assertInstanceOf(Answer.class, next()).id());
        send(4, "transcribe", new Call.Transcribe(folder, TranscribeOptions.defaults()));
        Answer answer = assertInstanceOf(Answer.class, next());
        assertTrue(answer.result().whole("nanos").getAsLong() >= 0, answer::toString);
        send(5, "shutdown", Map.of());
        assertEquals(5, assertInstanceOf(Answer.class, next()).id());
        assertEquals(0, ends.take());
        assertEquals(List.of("unloaded"), told);
    }

    @Test
    void whatCannotBeServedIsRefused() throws Exception {
        toServer.write("\u001E{\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(Message.NO_ID, refused(Refusal.PARSE, "INTERNAL").id());
        send(1, "nothing", Map.of());
        assertEquals(1, refused(Refusal.METHOD, "INTERNAL").id());
        send(2, "load", Map.of());
        refused(Refusal.PARAMS, "INTERNAL");
        send(3, "features", new Call.Features(folder, folder));
        refused(Refusal.FAILED, "ENGINE_MISSING");
        assertEquals(List.of(3L), marks);
    }

    @Test
    void anInterruptedHandlerAnswers() throws Exception {
        send(
                1,
                "transcribe",
                new Call.Transcribe(
                        folder,
                        new TranscribeOptions("xx", TranscribeOptions.Task.TRANSCRIBE, true, Duration.ZERO, Map.of())));
        refused(Refusal.FAILED, "INTERNAL");
    }

    private Refusal refused(int code, String kind) throws IOException {
        Refusal refusal = assertInstanceOf(Refusal.class, next());
        assertEquals(code, refusal.code(), refusal::toString);
        assertEquals(kind, refusal.data().text("kind"));
        return refusal;
    }

    @Test
    void progressSaysTheSameOnTheOtherSide() {
        List<String> heard = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public void phase(Phase phase) {
                heard.add(phase.name());
            }

            @Override
            public void advance(Phase phase, double fraction) {
                heard.add(phase + " " + fraction);
            }

            @Override
            public void segment(Segment segment) {
                heard.add(segment.text());
            }
        };
        ProgressNotes notes = new ProgressNotes(7, message -> ProgressNotes.tell(((Note) message).params(), listener));

        notes.alive();
        notes.phase(Progress.Phase.COMPILING);
        notes.advance(Progress.Phase.DECODING, 0.5);
        notes.segment(Segment.builder(java.time.Duration.ZERO, java.time.Duration.ZERO, "one")
                .build());

        assertEquals(List.of("COMPILING", "DECODING 0.5", "one"), heard);
    }
}
