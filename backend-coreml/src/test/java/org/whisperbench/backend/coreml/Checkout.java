package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.testkit.PcmAudio;

/** Where tests find the bundled model and its samples. */
final class Checkout {

    static final Path ROOT = Path.of(System.getProperty("whisperbench.checkout", ".."))
            .toAbsolutePath()
            .normalize();
    static final Path NANO = ROOT.resolve("distribution/models/nano-digits");
    static final Path NANO_GGML = NANO.resolve("ggml-nano-digits.en.bin");

    private Checkout() {}

    /** One recording and what is said in it. */
    record Speech(Path wav, String text) {

        PcmAudio audio() throws IOException {
            return PcmAudio.read(wav);
        }

        @Override
        public String toString() {
            return wav.getFileName().toString();
        }
    }

    static List<Speech> samples() {
        Path folder = ROOT.resolve("distribution/samples");
        try (Stream<String> lines = Files.lines(folder.resolve("references.tsv"))) {
            return lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(row -> new Speech(folder.resolve(row[0]), row[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ResolvedModel nano() {
        return new ResolvedModel(WhisperCppModels.all().get(0), NANO);
    }
}
