package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes arrays in the format {@code .npy} 1.0 of NumPy.
 *
 * <p>Source: NumPy, module {@code numpy.lib.format}: magic, version, length of the header as 16 bits, a header of text that
 * fills up to a multiple of 64 bytes, then the values.
 */
final class NpyFile {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpyFile() {}

    /**
     * Writes 32-bit numbers.
     *
     * @param file written; replaced if it is there
     * @param values the values in C order
     * @param shape lengths of the dimensions; their product is the number of values
     * @throws IOException if the file cannot be written
     */
    static void write(Path file, float[] values, int... shape) throws IOException {
        String lengths = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + lengths + ",), }";
        int headBytes = MAGIC.length + Short.BYTES + header.length() + 1;
        int padding = (ALIGNMENT - headBytes % ALIGNMENT) % ALIGNMENT;
        ByteBuffer content = ByteBuffer.allocate(headBytes + padding + values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        content.put(MAGIC).putShort((short) (header.length() + padding + 1));
        content.put((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        content.asFloatBuffer().put(values);
        Files.write(file, content.array());
    }
}
