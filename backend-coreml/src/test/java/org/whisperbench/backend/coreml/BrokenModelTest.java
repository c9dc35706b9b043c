package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperException;

/**
 * Files that whisper.cpp itself takes, answers nothing for or dies of, see spec/engines.md, section 0, points 1 and 3: four
 * bytes, cut before the first tensor. All are refused in Java, before any native code sees them.
 */
final class BrokenModelTest {

    @TempDir
    Path folder;

    private WhisperException refusal(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("ggml-broken.bin"), content);
        ModelDescriptor model = WhisperCppModels.describe(file.toString()).orElseThrow();
        LoadOptions options = LoadOptions.defaults().withExtra(Map.of("runtime", "jni"));

        WhisperException refusal = assertThrows(
                WhisperException.class,
                () -> new WhisperCppBackend()
                        .load(new ResolvedModel(model, folder), options, Progress.none())
                        .close());

        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(file.toString()), refusal::getMessage);
        return refusal;
    }

    @Test
    void fourBytesAbortWhisperCppAndAreRefused() throws IOException {
        refusal(Arrays.copyOf(Files.readAllBytes(Checkout.NANO_GGML), 4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.00001, 0.001, 0.01, 0.03, 0.05, 0.3, 0.7, 0.999})
    void whatIsCutAnywhereIsRefused(double fraction) throws IOException {
        byte[] whole = Files.readAllBytes(Checkout.NANO_GGML);

        refusal(Arrays.copyOf(whole, (int) (whole.length * fraction)));
    }

    @Test
    void oneByteTooFewAndOneTooManyAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Checkout.NANO_GGML);

        refusal(Arrays.copyOf(whole, whole.length - 1));
        refusal(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void aWebPageInPlaceOfAModelIsRefused() throws IOException {
        String message = refusal("<!DOCTYPE html><html>404".getBytes(StandardCharsets.US_ASCII))
                .getMessage();

        assertTrue(String.valueOf(message).contains("does not begin as GGML"), message);
    }

    @Test
    void aTensorOfAnotherNameOrTypeOrShapeIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Checkout.NANO_GGML);
        byte[] name = "encoder.conv1.bias".getBytes(StandardCharsets.US_ASCII);
        int at = indexOf(whole, name);

        byte[] type = whole.clone();
        type[at - 4 * 3] = 99;
        refusal(type);

        byte[] another = whole.clone();
        another[at] = 'E';
        String refused = String.valueOf(refusal(another).getMessage());
        assertTrue(refused.contains("Encoder.conv1.bias") || refused.contains("refused by whisper.cpp"), refused);
    }

    private static int indexOf(byte[] content, byte[] what) {
        for (int i = 0; i + what.length <= content.length; i++) {
            if (Arrays.equals(content, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
