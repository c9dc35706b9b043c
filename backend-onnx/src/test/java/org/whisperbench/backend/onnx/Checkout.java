package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;

/** Where tests find the bundled model, its samples, and, where they are, human clips and further formats. */
final class Checkout {

    static final Path ROOT = Path.of(System.getProperty("whisperbench.checkout", ".."))
            .toAbsolutePath()
            .normalize();
    static final Path NANO = ROOT.resolve("distribution/models/nano-digits");
    static final Path SAMPLES = ROOT.resolve("distribution/samples");

    private Checkout() {}

    /** One recording and what is said in it. */
    record Speech(Path wav, String text) {
        FakeAudio audio() {
            return FakeAudio.read(wav);
        }

        @Override
        public String toString() {
            return wav.getFileName().toString();
        }
    }

    static List<Speech> samples() {
        return speech(SAMPLES);
    }

    static Path clipFolder() {
        Path clips = Path.of(System.getProperty("whisperbench.clips", "none"));
        Assumptions.assumeTrue(Files.isDirectory(clips), "no human clips in " + clips);
        return clips;
    }

    static Path further() {
        Path folder = ROOT.resolve("../shared/nano/transformers").normalize();
        Assumptions.assumeTrue(Files.isDirectory(folder), "no further formats in " + folder);
        return folder;
    }

    static List<Speech> speech(Path folder) {
        try (Stream<String> lines = Files.lines(folder.resolve("references.tsv"))) {
            return lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(row -> new Speech(folder.resolve(row[0]), row[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ResolvedModel nano(int index) {
        return new ResolvedModel(new OnnxBackend().models().get(index), NANO);
    }

    static SpeechModel load(ResolvedModel model) throws InterruptedException {
        return new OnnxBackend().load(model, LoadOptions.defaults(), Progress.none());
    }

    static SpeechModel load(Path folder, String precision) throws InterruptedException {
        return load(new ResolvedModel(
                new OnnxBackend().describe(folder + "#" + precision).orElseThrow(), folder));
    }
}
