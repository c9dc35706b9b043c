package org.whisperbench.worker.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small whole files of each format, written from the formats' own descriptions. */
final class WrittenFile {

    private static final int LAYERS_TENSORS = 11 + 15 + 24;

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    byte[] bytes() {
        return content.toByteArray();
    }

    WrittenFile int8(int value) {
        content.write(value);
        return this;
    }

    WrittenFile int16(int value) {
        return int8(value & 0xFF).int8(value >>> 8);
    }

    WrittenFile int32(int... values) {
        for (int value : values) {
            content.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }
        return this;
    }

    WrittenFile text(String text) {
        content.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    WrittenFile zeros(int count) {
        content.writeBytes(new byte[count]);
        return this;
    }

    /** One encoder and one decoder layer; each tensor has 32 numbers, the first in fp16, the second in q8_0. */
    static byte[] ggml() {
        WrittenFile file = new WrittenFile();
        file.int32(GgmlFile.MAGIC, 3, 4, 8, 1, 1, 4, 8, 1, 1, 2, 1);
        file.int32(2, 3).zeros(2 * 3 * Float.BYTES);
        file.int32(3);
        for (String token : new String[] {"a", "", "bc"}) {
            file.int32(token.length()).text(token);
        }
        for (int i = 0; i < LAYERS_TENSORS; i++) {
            String name = "tensor" + i;
            int type = i == 0 ? 1 : i == 1 ? 8 : 0;
            file.int32(2, name.length(), type, 8, 4).text(name);
            file.zeros(i == 0 ? 64 : i == 1 ? 34 : 128);
        }
        return file.bytes();
    }

    static byte[] safetensors(String header, int data) {
        return new WrittenFile()
                .int32(header.length(), 0)
                .text(header)
                .zeros(data)
                .bytes();
    }

    static byte[] safetensors() {
        return safetensors(
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"a\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[12,16]}}",
                16);
    }

    private WrittenFile name(String name) {
        return int16(name.length() + 1).text(name).int8(0);
    }

    static byte[] ctranslate2() {
        WrittenFile file = new WrittenFile();
        file.int32(6).name("WhisperSpec").int32(3).int32(2);
        file.name("encoder/weight").int8(2).int32(2, 3).int8(1).int32(6).zeros(6);
        file.name("scale").int8(0).int8(0).int32(4).zeros(4);
        file.int32(1).name("decoder/weight").name("encoder/weight");
        return file.bytes();
    }

    static byte[] ctranslate2WithoutVariables() {
        return new WrittenFile()
                .int32(6)
                .name("WhisperSpec")
                .int32(3)
                .int32(0)
                .int32(0)
                .bytes();
    }

    private WrittenFile field(int number, byte[] bytes) {
        int8(number << 3 | 2).int8(bytes.length);
        content.writeBytes(bytes);
        return this;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Two tensors, one inside and one in a file beside it. */
    static byte[] onnx(String location, int length) {
        byte[] inside = new WrittenFile()
                .field(1, new byte[] {2, 3})
                .int8(2 << 3)
                .int8(1)
                .field(8, utf8("inside"))
                .field(9, new byte[24])
                .bytes();
        byte[] where = new WrittenFile()
                .field(1, utf8("location"))
                .field(2, utf8(location))
                .bytes();
        byte[] long_ = new WrittenFile()
                .field(1, utf8("length"))
                .field(2, utf8(Integer.toString(length)))
                .bytes();
        byte[] outside = new WrittenFile()
                .int8(1 << 3)
                .int8(5)
                .int8(2 << 3)
                .int8(10)
                .field(8, utf8("outside"))
                .field(13, where)
                .field(13, long_)
                .bytes();
        byte[] graph = new WrittenFile()
                .field(2, utf8("main"))
                .field(5, inside)
                .field(5, outside)
                .bytes();
        return new WrittenFile().int8(1 << 3).int8(8).field(7, graph).bytes();
    }

    static byte[] npz(String header, int data) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("encoder.weight.npy"));
            zip.write(new WrittenFile()
                    .int8(0x93)
                    .text("NUMPY")
                    .int8(1)
                    .int8(0)
                    .int16(header.length())
                    .text(header)
                    .zeros(data)
                    .bytes());
            zip.closeEntry();
        }
        return archive.toByteArray();
    }

    static byte[] npz() throws IOException {
        return npz("{'descr': '<f2', 'fortran_order': False, 'shape': (2, 3), }\n", 12);
    }

    static Path in(Path folder, String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
