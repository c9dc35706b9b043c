package org.whisperbench.worker.weights;

import java.util.List;

/**
 * One tensor of a file.
 *
 * @param name its name in the file
 * @param type number format in the field's usual words, such as {@code f16} or {@code q5_1}
 * @param shape lengths of its dimensions, outermost first; empty for a single number
 * @param bytes length of its data in bytes, as the file tells or as its type and shape make it
 */
public record Tensor(String name, String type, List<Long> shape, long bytes) {

    /** Copies the shape. */
    public Tensor {
        shape = List.copyOf(shape);
    }

    /**
     * Counts its numbers.
     *
     * @return the product of its dimensions
     */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
