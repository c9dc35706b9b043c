package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;

final class ExternalWeightsTest {

    private static final int HERE = 0;
    private static final int OUTSIDE = 1;

    @TempDir
    Path folder;

    private final ExternalWeights weights = new ExternalWeights();

    @Test
    void aFileIsAsLongAsTheTensorThatEndsLast() throws IOException {
        tensor(OUTSIDE, "weights", "100", "28");
        tensor(OUTSIDE, "weights", "0", "100");
        Files.write(folder.resolve("weights"), new byte[127]);

        assertTrue(refusal().contains("weights' is damaged: it ends after 127 bytes, and 'graph.onnx' needs 128"));
        Files.write(folder.resolve("weights"), new byte[128]);
        weights.require(folder.resolve("graph.onnx"));
    }

    @Test
    void whereATensorBeginsMayBeLeftOut() throws IOException {
        tensor(OUTSIDE, "other", "50", "1");
        Files.write(folder.resolve("other"), new byte[51]);
        weights.begin();
        weights.entry(1, "location");
        weights.entry(2, "weights");
        weights.entry(1, "length");
        weights.entry(2, "12");
        weights.location(OUTSIDE);
        weights.end();
        Files.write(folder.resolve("weights"), new byte[11]);

        assertTrue(refusal().contains("needs 12"), refusal());
    }

    @Test
    void onlyWhatIsOutsideOfTheGraphIsLookedFor() {
        tensor(HERE, "absent", "0", "100");

        weights.require(folder.resolve("graph.onnx"));
    }

    @Test
    void whatNoNumberCanBeIsLeftToTheEngine() throws IOException {
        tensor(OUTSIDE, "weights", "-5", "9999999999999999999999");
        Files.write(folder.resolve("weights"), new byte[1]);

        weights.require(folder.resolve("graph.onnx"));
    }

    @Test
    void aNameThatNoFileCanHaveIsDamage() {
        tensor(OUTSIDE, "wei\0ghts", "0", "1");

        assertTrue(refusal().contains("graph.onnx' is damaged"), refusal());
    }

    private void tensor(int where, String location, String offset, String length) {
        weights.begin();
        String[] entries = {"location", location, "offset", offset, "length", length};
        for (int i = 0; i < entries.length; i += 2) {
            weights.entry(1, entries[i]);
            weights.entry(2, entries[i + 1]);
        }
        weights.location(where);
        weights.end();
    }

    private String refusal() {
        return Refusal.of(ErrorKind.MISSING_MODEL, () -> weights.require(folder.resolve("graph.onnx")));
    }
}
