package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/** What the engine says, told in words that lead on. */
final class ModelFailureTest {

    private static final Path FILE = Path.of("onnx", "decoder_model_merged.onnx");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Exception during initialization: std::bad_alloc",
                "bad allocation",
                "Failed to allocate memory for requested buffer of size 4294967296"
            })
    void aModelThatDoesNotFitIntoMemoryIsNotDamaged(String said) {
        OrtException cause = new OrtException(said);

        for (BackendException failure :
                new BackendException[] {ModelFailure.refused(FILE, cause), ModelFailure.untrue(FILE, cause)}) {
            String message = String.valueOf(failure.getMessage());
            assertEquals(ErrorKind.RESOURCES, failure.kind(), message);
            String kept = said.replace("Exception during initialization: ", "");
            assertTrue(message.contains(FILE.toString()) && message.contains(": " + kept + ";"), message);
            assertTrue(message.endsWith("try a smaller model"), message);
            assertFalse(message.contains("download"), message);
        }
    }

    @Test
    void whatIsRefusedForAnythingElseIsToBeFetchedAgain() {
        BackendException failure = ModelFailure.refused(FILE, new OrtException("no such operator"));

        assertEquals(ErrorKind.MISSING_MODEL, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).endsWith("; download or copy the model again"));
    }

    @ParameterizedTest
    @CsvSource({
        "Load model from g.onnx failed:std::bad_alloc, true",
        "Load model from g.onnx failed:system error number 24, true",
        "Load model from g.onnx failed:Protobuf parsing failed., false"
    })
    void theMachineIsNotTakenForTheFile(String said, boolean machine) {
        assertEquals(machine, ModelFailure.saysNothingOfTheFile(new OrtException(said)));
    }
}
