package org.whisperbench.backend.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Memory that Java and the engine share: the encoded windows of a batch, the tokens of a step and its logits. It grows and is kept for as long as the
 * model, since memory outside the heap is only given back when the garbage collector happens to run.
 *
 * <p>One thread uses an instance at a time; what it gave is overwritten by who asks next.
 */
final class StepMemory {

    private final Room ids = new Room();
    private final Room logits = new Room();
    private final Room encoded = new Room();

    /**
     * Returns room for tokens.
     *
     * @param count how many
     * @return a buffer of just that size
     */
    LongBuffer ids(int count) {
        return ids.of((long) count * Long.BYTES).asLongBuffer();
    }

    /**
     * Returns room for logits.
     *
     * @param bytes how many
     * @return a buffer of just that size
     * @throws BackendException if no buffer can be so large ({@link ErrorKind#RESOURCES})
     */
    ByteBuffer logits(long bytes) {
        return logits.of(bytes);
    }

    /**
     * Returns room for encoded windows.
     *
     * @param bytes how many
     * @return a buffer of just that size
     * @throws BackendException if no buffer can be so large ({@link ErrorKind#RESOURCES})
     */
    ByteBuffer encoded(long bytes) {
        return encoded.of(bytes);
    }

    /** A buffer that is replaced by a larger one where it does not suffice. */
    private static final class Room {
        private ByteBuffer memory = ByteBuffer.allocateDirect(0);

        ByteBuffer of(long bytes) {
            if (bytes > Integer.MAX_VALUE) {
                throw new BackendException(
                        ErrorKind.RESOURCES,
                        "what is computed at once takes %d MiB, more than one buffer holds; use a smaller 'batch' or a shorter 'prompt'"
                                .formatted(bytes >> 20));
            }
            if (memory.capacity() < bytes) {
                // The smaller one has to go first: together they may be more than there is.
                memory = ByteBuffer.allocateDirect(0);
                memory = allocated((int) bytes);
            }
            return memory.slice(0, (int) bytes).order(ByteOrder.nativeOrder());
        }

        private static ByteBuffer allocated(int bytes) {
            try {
                return ByteBuffer.allocateDirect(bytes);
            } catch (OutOfMemoryError e) {
                throw new BackendException(
                        ErrorKind.RESOURCES,
                        "what is computed at once takes %d MiB, more than this program may have outside its heap; use a smaller 'batch' or a shorter 'prompt'"
                                .formatted(bytes >> 20),
                        e);
            }
        }
    }
}
