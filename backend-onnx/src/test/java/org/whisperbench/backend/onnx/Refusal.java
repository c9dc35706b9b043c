package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/** What a backend says where it refuses. */
final class Refusal {

    private Refusal() {}

    static String of(ErrorKind kind, Executable action) {
        BackendException failure = assertThrows(BackendException.class, action);
        assertEquals(kind, failure.kind(), failure.toString());
        return String.valueOf(failure.getMessage());
    }
}
