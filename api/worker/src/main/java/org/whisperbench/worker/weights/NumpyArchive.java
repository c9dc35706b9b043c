package org.whisperbench.worker.weights;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An archive {@code .npz} of arrays {@code .npy}, see "A simple file format for NumPy arrays" (NEP 1). */
final class NumpyArchive {

    private static final int MAGIC_BYTES = 6;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'[<>|=]?([a-zA-Z])(\\d+)'");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

    /** As many as the names of a thousand fields need. */
    private static final int MOST_HEADER_BYTES = 1 << 20;

    private final Path file;

    private NumpyArchive(Path file) {
        this.file = file;
    }

    static TensorTable read(Path file) {
        return new NumpyArchive(file).table();
    }

    private TensorTable table() {
        List<Tensor> tensors = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toString())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.getName().endsWith(".npy")) {
                    throw ByteSource.damaged(file, "'" + entry.getName() + "' in it is no array of NumPy");
                }
                try (InputStream content = zip.getInputStream(entry)) {
                    tensors.add(tensor(entry, new DataInputStream(content)));
                }
            }
        } catch (IOException e) {
            throw ByteSource.damaged(file, "it is no archive of NumPy: " + e.getMessage());
        }
        return new TensorTable(file, "NumPy archive", Map.of(), tensors);
    }

    private Tensor tensor(ZipEntry entry, DataInputStream content) throws IOException {
        String name = entry.getName().substring(0, entry.getName().length() - ".npy".length());
        content.skipNBytes(MAGIC_BYTES);
        int version = content.readUnsignedShort() >>> Byte.SIZE;
        int width = version == 1 ? Short.BYTES : Integer.BYTES;
        int length = 0;
        for (int i = 0; i < width; i++) {
            length |= content.readUnsignedByte() << (Byte.SIZE * i);
        }
        if (length < 0 || length > MOST_HEADER_BYTES) {
            // What is packed may be a thousand times as long as the file.
            throw ByteSource.damaged(file, "array '" + name + "' would have a header of " + length + " bytes");
        }
        String header = new String(content.readNBytes(length), StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find()) {
            throw ByteSource.damaged(file, "array '" + name + "' has the header " + header.strip());
        }
        int bytes = Integer.parseInt(type.group(2));
        List<Long> lengths = Stream.of(shape.group(1).split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Long::valueOf)
                .toList();
        Tensor tensor = new Tensor(
                name,
                type.group(1) + Byte.SIZE * bytes,
                lengths,
                entry.getSize() - MAGIC_BYTES - Short.BYTES - width - length);
        if (tensor.bytes() != Math.multiplyExact(tensor.elements(), bytes)) {
            throw ByteSource.damaged(
                    file, "array '%s' of shape %s has %d bytes".formatted(name, lengths, tensor.bytes()));
        }
        return tensor;
    }
}
