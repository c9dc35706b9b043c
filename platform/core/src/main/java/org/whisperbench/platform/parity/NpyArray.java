package org.whisperbench.platform.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * Numbers with a shape, as a file in the format of NumPy holds them: {@code .npy} version 1 to 3, little-endian 32-bit
 * numbers in C order.
 *
 * <p>Source: {@code numpy/lib/format.py}.
 */
final class NpyArray {

    private static final Pattern HEADER =
            Pattern.compile("'descr': *'(<f4)'.*'fortran_order': *False.*'shape': *\\(([0-9, ]*)\\)");
    private static final int SHORT_HEAD = 10;
    private static final int LONG_HEAD = 12;

    private final List<Integer> shape;
    private final float[] values;

    /** Takes over the values, in C order. */
    NpyArray(List<Integer> shape, float[] values) {
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    List<Integer> shape() {
        return shape;
    }

    /** The values themselves, to be read only. */
    float[] values() {
        return values;
    }

    static NpyArray read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.capacity() < LONG_HEAD || bytes.get(1) != 'N' || bytes.get(2) != 'U') {
                throw damaged(file, "it is no .npy file");
            }
            boolean isShort = bytes.get(6) == 1;
            int start = isShort ? SHORT_HEAD : LONG_HEAD;
            int length = isShort ? Short.toUnsignedInt(bytes.getShort(8)) : bytes.getInt(8);
            String header = new String(bytes.array(), start, length, StandardCharsets.US_ASCII);
            Matcher matcher = HEADER.matcher(header);
            if (!matcher.find()) {
                throw damaged(file, "its header is " + header.strip());
            }
            List<Integer> shape = Arrays.stream(matcher.group(2).split(",", -1))
                    .map(String::strip)
                    .filter(number -> !number.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
            int count = shape.stream().reduce(1, Math::multiplyExact);
            float[] values = new float[count];
            bytes.position(start + length)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return new NpyArray(shape, values);
        } catch (IOException
                | IndexOutOfBoundsException
                | java.nio.BufferUnderflowException
                | IllegalArgumentException
                | ArithmeticException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "features in '%s' cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static WhisperException damaged(Path file, String why) {
        return new WhisperException(ErrorKind.EXTERNAL, "features in '%s' cannot be read: %s".formatted(file, why));
    }

    /** The same with an error in every value: a share of the standard deviation of the values. */
    NpyArray withError(double share) {
        double deviation = LayerNumbers.of(this).std();
        float[] wrong = values.clone();
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] += (float) ((i % 2 == 0 ? 1 : -1) * share * deviation);
        }
        return new NpyArray(shape, wrong);
    }
}
