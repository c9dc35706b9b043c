package org.whisperbench.backend.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Memory that Java and the engine share: the tokens of a step and its logits. It grows and is kept for as long as the
 * model, since memory outside the heap is only given back when the garbage collector happens to run.
 *
 * <p>One thread uses an instance at a time; what it gave is overwritten by who asks next.
 */
final class StepMemory {

    private ByteBuffer ids = direct(0);
    private ByteBuffer logits = direct(0);

    /**
     * Returns room for tokens.
     *
     * @param count how many
     * @return a buffer of just that size
     */
    LongBuffer ids(int count) {
        if (ids.capacity() < (long) count * Long.BYTES) {
            ids = direct(0);
            ids = larger((long) count * Long.BYTES);
        }
        return view(ids, count * Long.BYTES).asLongBuffer();
    }

    /**
     * Returns room for logits.
     *
     * @param bytes how many
     * @return a buffer of just that size
     * @throws BackendException if no buffer can be so large ({@link ErrorKind#RESOURCES})
     */
    ByteBuffer logits(long bytes) {
        if (logits.capacity() < bytes) {
            // The smaller one has to go first: together they may be more than there is.
            logits = direct(0);
            logits = larger(bytes);
        }
        return view(logits, (int) bytes);
    }

    private static ByteBuffer larger(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new BackendException(
                    ErrorKind.RESOURCES,
                    "the logits of one step take %d MiB, more than one buffer holds; use a smaller 'batch' or a shorter 'prompt'"
                            .formatted(bytes >> 20));
        }
        return direct((int) bytes);
    }

    private static ByteBuffer view(ByteBuffer memory, int bytes) {
        return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
