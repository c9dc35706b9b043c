package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decoders are in the archive and in the framework, so that no installed program is needed. */
final class DecodersIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"flac, jflac", "mp3, jlayer", "ogg, jorbis", "opus, concentus", "m4a, jaad"})
    void speechOfEachFormatIsHeard(String format, String decoder) throws IOException, InterruptedException {
        Path file = folder.resolve("digits-05." + format);
        try (InputStream recording = DecodersIT.class.getResourceAsStream("digits-05." + format)) {
            Files.copy(Objects.requireNonNull(recording), file);
        }

        Run run = Cli.of(Archive.unpack(folder))
                .run("transcribe", "-b", "onnx", file.toString(), "--json")
                .ends(Run.WELL);

        assertEquals(
                "nine four six seven two three",
                run.json().at("/files/0/transcription/text").asString(),
                run::toString);
        assertEquals(decoder, run.json().findValue("decoder").asString(), run::toString);
    }
}
