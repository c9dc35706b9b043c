package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.whisperbench.api.Availability;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelFile;

class SpiJsonTest {

    @ParameterizedTest
    @MethodSource("org.whisperbench.worker.WorkerJsonTest#values")
    void everyValueIsReadAsItWasWritten(Object value) {
        assertEquals(value, SpiJson.read(SpiJson.write(value), value.getClass()));
    }

    @Test
    void aMemberOfASealedTypeIsReadAsThatType() {
        Availability availability = new Availability.Unavailable("no engine", "install it");
        ModelFile.Evidence evidence = new ModelFile.Unverified();

        assertEquals(availability, SpiJson.read(SpiJson.write(availability), Availability.class));
        assertEquals(evidence, SpiJson.read(SpiJson.write(evidence), ModelFile.Evidence.class));
    }

    @Test
    void whatIsNoSuchValueIsNamed() {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> SpiJson.read("{\"device\":1}", LoadOptions.class));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("'{\"device\":1}' is no LoadOptions: "));
        assertThrows(IllegalArgumentException.class, () -> SpiJson.read("{", LoadOptions.class));
        assertThrows(IllegalArgumentException.class, () -> SpiJson.write(new Odd()));
    }

    /** No value of the api: it refuses to be read. */
    public static final class Odd {

        public String getText() {
            return List.<String>of().get(0);
        }
    }
}
