package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;

/**
 * Transcribes the same window of 30 s with the embedded backend and with transformers on the same weights, in turns and
 * with the same number of threads.
 */
public final class PeerComparison {

    private static final int THREADS = 2;
    private static final int WARM_UPS = 3;
    private static final Path WORK = Path.of("benchmarks", "target", "peers");

    private final PrintStream out;
    private final PythonPeer python;
    private final int rounds;

    private PeerComparison(PrintStream out, String interpreter, int rounds) {
        this.out = out;
        this.python = new PythonPeer(interpreter, WORK);
        this.rounds = rounds;
    }

    /**
     * Compares.
     *
     * @param args path of a Python with torch, transformers, onnx and safetensors; how many rounds; then any number of
     *     folders with single-file Whisper models in transformers layout. A model of whisper-tiny.en's shape with
     *     random weights is always compared.
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length < 2) {
            out.println("usage: PeerComparison PYTHON ROUNDS [FOLDER...]");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        Files.createDirectories(WORK);
        PeerComparison comparison = new PeerComparison(out, args[0], Integer.parseInt(args[1]));
        for (String folder : List.of(args).subList(2, args.length)) {
            comparison.compare(comparison.copyOf(Path.of(folder)));
        }
        comparison.compare(comparison.random());
        out.println(Conditions.loadLine());
    }

    /** Copies a model, so that the other format can be written beside it. */
    private Path copyOf(Path folder) throws IOException, InterruptedException {
        Path copy = WORK.resolve(String.valueOf(folder.getFileName()));
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(copy.resolve(String.valueOf(file.getFileName())), Files.readAllBytes(file));
            }
        }
        return withOnnx(copy);
    }

    private Path random() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(WORK.resolve("random-tiny.en"));
        python.run("make_random_whisper.py", folder.toString());
        return withOnnx(folder);
    }

    private Path withOnnx(Path folder) throws IOException, InterruptedException {
        python.run(CheckoutFiles.toOnnx(), folder.toString());
        return folder;
    }

    private void compare(Path model) throws IOException, InterruptedException {
        Path window = WORK.resolve("window.wav");
        FirstWindow.of(CheckoutFiles.sample("long.wav"), window);
        List<WindowRun> ours = new ArrayList<>();
        List<WindowRun> theirs = new ArrayList<>();
        try (SpeechModel embedded = EmbeddedEngine.load(model, "fp32", THREADS);
                DecodedAudio audio = new AudioFiles(WORK).open(window);
                PythonPeer.Worker peer =
                        python.worker(model.toString(), window.toString(), Integer.toString(THREADS))) {
            LoadedIdentity identity = embedded.identity();
            out.println();
            out.printf(
                    "model %s: %s %s, %d threads, beside %s%n",
                    model.getFileName(), identity.engine(), identity.engineVersion(), THREADS, peer.answer());
            for (int round = 0; round < WARM_UPS; round++) {
                EmbeddedEngine.transcribe(embedded, audio);
                peer.transcribe();
            }
            for (int round = 0; round < rounds; round++) {
                ours.add(EmbeddedEngine.transcribe(embedded, audio));
                theirs.add(peer.transcribe());
            }
        }
        SideBySide.of(ours, theirs).lines().forEach(out::println);
    }
}
