package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people see of an engine's last words. */
class LastLinesTest {

    private static List<String> shown(String text) {
        return LastLines.of("the process ended", text.lines().toList());
    }

    @Test
    void whatTheSentenceSaysIsNotSaidAgain() {
        String wrote = "CUDA out of memory. Tried to allocate 14.00 MiB. GPU 0 has a total capacity of 79 GiB";
        List<String> lines = List.of("a warning", "torch.OutOfMemoryError: " + wrote);

        List<String> shown = LastLines.of("memory does not suffice: " + wrote.substring(0, 60), lines);

        assertEquals(List.of("  its process last wrote:", "    a warning"), shown);
    }

    @Test
    void barsOfProgressTellNothing() {
        assertEquals(List.of(), shown("Loading weights:  48%|####8     | 609/1259 [00:00<00:00, 6078.47it/s]"));
    }

    @Test
    void aTraceOfPythonIsItsExceptionAlone() {
        String trace = """
                a library warns
                  and goes on
                Traceback (most recent call last):
                  File "/scratch/modules/engine.py", line 41, in load
                    device = self._device(options)
                             ^^^^^^^^^^^^^^^^^^^^^
                KeyError: 'n_mels'

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "/scratch/modules/server.py", line 124, in _answer
                    value = self._call()
                RuntimeError: the engine fell over
                """;

        assertEquals(
                List.of(
                        "  its process last wrote:",
                        "    a library warns",
                        "      and goes on",
                        "    KeyError: 'n_mels'",
                        "    RuntimeError: the engine fell over"),
                shown(trace));
    }

    @Test
    void framesWhoseBeginningWasCutOffAreNotShownEither() {
        String trace = "  File \"server.py\", line 150, in _load\n    return self.load()\nValueError: no\n";

        assertEquals(List.of("  its process last wrote:", "    ValueError: no"), shown(trace));
    }

    @Test
    void aTraceOfJavaIsItsExceptionAlone() {
        String trace = "java.lang.IllegalStateException: closed\n\tat org.example.A.b(A.java:1)\n";

        assertEquals(List.of("  its process last wrote:", "    java.lang.IllegalStateException: closed"), shown(trace));
    }

    @Test
    void ofMuchTheEndIsShownAndOfNothingNothing() {
        List<String> many = Collections.nCopies(20, "a line");

        assertEquals(9, LastLines.of("", many).size());
        assertEquals(List.of(), shown("\n  \n"));
    }
}
