package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.ValueTreeTest.Circle;
import org.whisperbench.worker.ValueTreeTest.Shape;
import org.whisperbench.worker.ValueTreeTest.Sign;
import org.whisperbench.worker.ValueTreeTest.Square;

/** An ability behaves beyond the text of a frame as it does at hand. */
class WorkerAbilityTest {

    interface Twice<T> {
        List<T> twice(T one);

        T same(T one);
    }

    /** Methods of every kind. */
    interface Drawing extends Twice<Shape> {

        @Override
        Shape same(Shape one);

        String name(Shape shape);

        String name(List<Shape> shapes);

        String name(int number, float part);

        default Optional<Shape> perhaps(boolean is) {
            return is ? Optional.of(new Circle(1)) : Optional.empty();
        }

        Map<Sign, Shape> bySign(Sign sign, Map<Sign, List<? extends Shape>> shapes);

        float half(float of);

        void save(Path file) throws IOException;

        void refuse();

        void draw(List<Object> anything);

        <X> X any(X one);

        Object broken();
    }

    /** The engine's. */
    static final class Engine implements Drawing {

        @Override
        public List<Shape> twice(Shape one) {
            return List.of(one, one);
        }

        @Override
        public Shape same(Shape one) {
            return one;
        }

        @Override
        public String name(Shape shape) {
            return shape.getClass().getSimpleName();
        }

        @Override
        public String name(List<Shape> shapes) {
            return shapes.size() + " shapes";
        }

        @Override
        public String name(int number, float part) {
            return number + " and " + part;
        }

        @Override
        public Map<Sign, Shape> bySign(Sign sign, Map<Sign, List<? extends Shape>> shapes) {
            return Map.of(sign, shapes.getOrDefault(sign, List.of()).get(0));
        }

        @Override
        public float half(float of) {
            return of / 2;
        }

        @Override
        public void save(Path file) throws IOException {
            throw new IOException("disk '" + file + "' is full");
        }

        @Override
        public void refuse() {
            throw new BackendException(ErrorKind.USER, "no such shape");
        }

        @Override
        public void draw(List<Object> anything) {
            throw new AssertionError(anything);
        }

        @Override
        public <X> X any(X one) {
            return one;
        }

        @Override
        public Object broken() {
            return List.of();
        }
    }

    /** A model with one ability. */
    private record Model(Object engine) implements SpeechModel {

        @Override
        public LoadedIdentity identity() {
            throw new AssertionError();
        }

        @Override
        public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress) {
            throw new AssertionError();
        }

        @Override
        public <T> Optional<T> ability(Class<T> kind) {
            return kind.isInstance(engine) ? Optional.of(kind.cast(engine)) : Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** A worker's side without the process. */
    private record Handler(SpeechModel model) implements WorkerHandler {

        @Override
        public WorkerHello initialize() {
            throw new AssertionError();
        }

        @Override
        public LoadedIdentity load(ResolvedModel resolved, LoadOptions options, Progress progress) {
            throw new AssertionError();
        }

        @Override
        public Transcription transcribe(Path wav, TranscribeOptions options, Progress progress) {
            throw new AssertionError();
        }

        @Override
        public @Nullable Object ability(String kind, String method, List<?> arguments) throws InterruptedException {
            return new AbilityCall(WorkerAbilityTest.class.getClassLoader(), kind).answer(model, method, arguments);
        }

        @Override
        public void unload() {}
    }

    private final List<String> asked = new ArrayList<>();
    private final RequestHandling worker =
            new RequestHandling(new Handler(new Model(new Engine())), id -> {}, note -> {});

    /** Both sides joined by the bytes of frames. */
    private final class Joined implements WorkerAbility.Calls {

        @Override
        public <R> R call(Call<R> call) {
            JsonObject parameters = WorkerJson.object(call.parameters());
            asked.add(parameters.text("method"));
            Message request = received(FrameWriter.frame(new Message.Request(1, call.method(), parameters)));
            Message reply = received(worker.answer((Message.Request) request, Progress.none()));
            if (reply instanceof Message.Refusal refusal) {
                throw new BackendException(ErrorKind.valueOf(errorKind(refusal)), refusal.message());
            }
            Message.Answer answer = assertInstanceOf(Message.Answer.class, reply);
            @SuppressWarnings("unchecked") // the call was made with this type
            R value = (R) ValueReader.value(answer.result().get("value"), call.result());
            return value;
        }

        private static String errorKind(Message.Refusal refusal) {
            String kind = refusal.data().text("errorKind");
            return kind.isEmpty() ? "INTERNAL" : kind;
        }

        private static Message received(byte[] frame) {
            try {
                Incoming incoming = new FrameReader(new ByteArrayInputStream(frame), new LineSink(line -> {})).next();
                return assertInstanceOf(Incoming.Received.class, incoming).message();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Drawing drawing() throws InterruptedException {
        return WorkerAbility.of(Drawing.class, new Joined()).orElseThrow();
    }

    @Test
    void methodsOfEveryKindCross() throws Exception {
        Drawing drawing = drawing();
        Shape square = new Square(0.1f);

        assertEquals("Square", drawing.name(square));
        assertEquals("2 shapes", drawing.name(List.of(square, square)));
        assertEquals("-3 and 0.1", drawing.name(-3, 0.1f));
        assertEquals(0.05f, drawing.half(0.1f));
        assertEquals(Float.NaN, drawing.half(Float.NaN));
        assertEquals(Optional.of(new Circle(1)), drawing.perhaps(true));
        assertEquals(Optional.empty(), drawing.perhaps(false));
        assertEquals(Map.of(Sign.MINUS, square), drawing.bySign(Sign.MINUS, Map.of(Sign.MINUS, List.of(square))));
        assertFalse(WorkerAbility.of(Runnable.class, new Joined()).isPresent());
    }

    @Test
    void whatIsInheritedFromAGenericInterfaceCrosses() throws Exception {
        Drawing drawing = drawing();
        Twice<Shape> above = drawing;

        assertEquals(List.of(new Circle(2), new Circle(2)), drawing.twice(new Circle(2)));
        assertEquals(new Circle(3), drawing.same(new Circle(3)));
        assertEquals(new Circle(4), above.same(new Circle(4)));
    }

    @Test
    void whatAnEngineThrowsArrivesWithItsKindAndMessage() throws Exception {
        Drawing drawing = drawing();

        BackendException full = assertThrows(BackendException.class, () -> drawing.save(Path.of("/x")));
        assertEquals("disk '/x' is full", full.getMessage());
        assertEquals(ErrorKind.EXTERNAL, full.kind());
        BackendException refused = assertThrows(BackendException.class, drawing::refuse);
        assertEquals("no such shape", refused.getMessage());
        assertEquals(ErrorKind.USER, refused.kind());
    }

    @Test
    void whatDoesNotCrossIsRefusedBeforeTheWorkerIsCalled() throws Exception {
        Drawing drawing = drawing();
        asked.clear();

        refused(() -> drawing.draw(List.of(1)), "parameter 1 of 'Drawing.draw': [0]: a value of 'java.lang.Object'");
        refused(() -> drawing.any("x"), "parameter 1 of 'Drawing.any': nothing tells what 'X' of ");
        refused(() -> drawing.name(nothing(Shape.class)), "parameter 1 of 'Drawing.name': null does not cross");
        refused(
                () -> drawing.name(Arrays.asList(new Circle(1), null)),
                "parameter 1 of 'Drawing.name': [1]: null does not cross");
        assertEquals(List.of(), asked);
        refused(drawing::broken, "the engine failed: a value of 'java.lang.Object' does not cross to another process");
        assertTrue(drawing.toString().startsWith("Drawing of"));
    }

    @SuppressWarnings("NullAway") // what a caller should not do
    private static <T> T nothing(Class<T> type) {
        return type.cast(null);
    }

    private static void refused(org.junit.jupiter.api.function.Executable call, String message) {
        BackendException refusal = assertThrows(BackendException.class, call);

        assertEquals(ErrorKind.INTERNAL, refusal.kind());
        assertTrue(refusal.getMessage().startsWith(message), refusal::getMessage);
    }
}
