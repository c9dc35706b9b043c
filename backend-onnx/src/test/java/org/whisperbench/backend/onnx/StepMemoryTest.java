package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ErrorKind;

final class StepMemoryTest {

    private final StepMemory memory = new StepMemory();

    @Test
    void whatWasGivenOnceIsGivenAgainToSmallerSteps() {
        ByteBuffer large = memory.logits(400);
        large.putInt(4, 42);

        ByteBuffer small = memory.logits(8);

        assertEquals(8, small.remaining());
        assertEquals(ByteOrder.nativeOrder(), small.order());
        assertEquals(42, small.getInt(4));
        assertEquals(0, memory.logits(800).getInt(4));
        assertEquals(3, memory.ids(3).remaining());
    }

    @Test
    void moreThanABufferHoldsIsRefusedWithARemedy() {
        String refusal = Refusal.of(ErrorKind.RESOURCES, () -> memory.logits(3L << 30));

        assertTrue(refusal.contains("3072 MiB") && refusal.contains("'batch'"), refusal);
    }
}
