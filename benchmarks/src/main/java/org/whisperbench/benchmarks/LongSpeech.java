package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Audio;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;

/**
 * Minutes of speech through a model of a real shape with random weights: the embedded engine window after window and several
 * windows together, whisper.cpp's {@code whisper-cli} where it is given, and transformers where a Python has it, to which as
 * many windows are given one by one. All write about as many tokens in a window as whisper.cpp does where nothing ends it.
 */
public final class LongSpeech {

    private static final int THREADS = 2;
    private static final int TOKENS = 220;
    private static final int HEAD_BYTES = 44;
    private static final int WINDOW_SECONDS = 30;
    private static final String BATCH = "4";
    private static final double NANOS = 1e9;
    private static final Path WORK = Path.of("benchmarks", "target", "peers");

    private final RandomModels models;
    private final int seconds;
    private final Path wav;
    private final Figures table = new Figures("engine", "s", "windows", "tokens", "times real time", "ms of a token");

    private LongSpeech(RandomModels models, int seconds, Path wav) {
        this.models = models;
        this.seconds = seconds;
        this.wav = wav;
    }

    /**
     * Measures, each engine once.
     *
     * @param args path of a Python with torch, transformers, onnx, onnxruntime and safetensors; minutes of speech; a size such
     *     as {@code small.en}; engines such as {@code fp32,int8,f16,q8_0,transformers}; path of {@code whisper-cli}, if an
     *     engine is f32, f16 or q8_0
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length < 4) {
            out.println("usage: LongSpeech PYTHON MINUTES SIZE fp32,int8,f32,f16,q8_0,transformers [WHISPER_CLI]");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        Files.createDirectories(WORK);
        int seconds = 60 * Integer.parseInt(args[1]);
        Path wav = WORK.resolve("speech-" + seconds + ".wav");
        repeat(CheckoutFiles.sample("long.wav"), seconds, wav);
        LongSpeech speech = new LongSpeech(new RandomModels(new PythonPeer(args[0], WORK), WORK), seconds, wav);
        Path cli = args.length > 4 ? Path.of(args[4]) : null;
        for (String engine : args[3].split(",", -1)) {
            speech.measure(engine, args[2], cli);
        }
        out.printf("%n%s minutes of speech, random weights of shape %s, %d threads%n", args[1], args[2], THREADS);
        speech.table.lines().forEach(out::println);
        out.println(Conditions.loadLine());
    }

    private void measure(String engine, String size, @Nullable Path cli) throws IOException, InterruptedException {
        switch (engine) {
            case "fp32", "int8" -> {
                embedded(size, engine, "1");
                embedded(size, engine, BATCH);
            }
            case "transformers" -> transformers(size);
            default -> {
                if (cli == null) {
                    throw new IllegalArgumentException("'" + engine + "' needs the path of whisper-cli");
                }
                WhisperCli.Run run = new WhisperCli(cli, models.ggml(size, engine), THREADS).run(wav);
                add("whisper.cpp " + engine, run.seconds(), run.windows(), run.tokens());
            }
        }
    }

    private void embedded(String size, String precision, String batch) throws IOException, InterruptedException {
        Path model = models.onnx(size);
        RandomModels.limit(model, TOKENS);
        RandomModels.allowFirstTimestamp(model);
        TranscribeOptions options = TranscribeOptions.defaults().with(DecodingOption.BATCH, batch);
        try (SpeechModel loaded = EmbeddedEngine.load(model, precision, THREADS);
                DecodedAudio audio = new AudioFiles(WORK).open(wav)) {
            long begin = System.nanoTime();
            Transcription heard = loaded.transcribe(audio, options, Progress.none());
            double took = (System.nanoTime() - begin) / NANOS;
            int tokens = heard.segments().stream()
                    .mapToInt(segment -> segment.tokens().size())
                    .sum();
            String name = batch.equals("1") ? precision : precision + ", --batch " + batch;
            add(name, took, heard.segments().size(), tokens);
        }
    }

    private void transformers(String size) throws IOException, InterruptedException {
        Path window = WORK.resolve("window.wav");
        FirstWindow.of(CheckoutFiles.sample("long.wav"), window);
        String[] arguments = {models.onnx(size).toString(), window.toString(), Integer.toString(THREADS)};
        try (PythonPeer.Worker peer = models.python().worker(arguments)) {
            peer.answer();
            int windows = seconds / WINDOW_SECONDS;
            long begin = System.nanoTime();
            for (int i = 0; i < windows; i++) {
                peer.transcribe(TOKENS);
            }
            add("transformers", (System.nanoTime() - begin) / NANOS, windows, windows * TOKENS);
        }
    }

    private void add(String engine, double took, int windows, int tokens) {
        table.add(
                engine,
                String.format(Locale.ROOT, "%.1f", took),
                Integer.toString(windows),
                Integer.toString(tokens),
                String.format(Locale.ROOT, "%.1f", seconds / took),
                Figures.millis(took / Math.max(1, tokens)));
    }

    /** Writes a recording again and again until it is long enough. */
    private static void repeat(Path recording, int seconds, Path into) throws IOException {
        byte[] once = Files.readAllBytes(recording);
        int bytes = seconds * Audio.SAMPLE_RATE_HZ * Short.BYTES;
        byte[] all = Arrays.copyOf(once, HEAD_BYTES + bytes);
        for (int at = once.length; at < all.length; at += once.length - HEAD_BYTES) {
            System.arraycopy(once, HEAD_BYTES, all, at, Math.min(once.length - HEAD_BYTES, all.length - at));
        }
        ByteBuffer head = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(4, all.length - 8).putInt(HEAD_BYTES - 4, bytes);
        Files.write(into, all);
    }
}
