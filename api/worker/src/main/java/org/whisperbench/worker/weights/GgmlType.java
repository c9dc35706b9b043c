package org.whisperbench.worker.weights;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Number formats of GGML: code, numbers in a block, and bytes of a block, from {@code ggml.h} and {@code ggml-common.h}. */
enum GgmlType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    Q8_1(9, 32, 36),
    Q2_K(10, 256, 84),
    Q3_K(11, 256, 110),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    Q8_K(15, 256, 292),
    BF16(30, 1, 2);

    private final int code;
    private final int blockElements;
    private final int blockBytes;

    GgmlType(int code, int blockElements, int blockBytes) {
        this.code = code;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    static Optional<GgmlType> of(int code) {
        return Stream.of(values()).filter(t -> t.code == code).findFirst();
    }

    String display() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the length of a tensor's data.
     *
     * @throws ArithmeticException if it is more than any file has
     */
    long bytes(List<Long> shape) {
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        return Math.multiplyExact(elements / blockElements, blockBytes);
    }
}
