package org.whisperbench.backend.mlx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives of NumPy that hold numbers for each name. */
final class NumpyWeights {

    private NumpyWeights() {}

    static void write(Path file, String... names) throws IOException {
        write(file, 1, names);
    }

    /** As many numbers for each name. */
    static void write(Path file, int count, String... names) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (String name : names) {
                String header = "{'descr': '<f2', 'fortran_order': False, 'shape': (" + count + ",), }\n";
                zip.putNextEntry(new ZipEntry(name + ".npy"));
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
                zip.write(header.getBytes(StandardCharsets.US_ASCII));
                zip.write(new byte[2 * count]);
                zip.closeEntry();
            }
        }
        Files.write(file, archive.toByteArray());
    }
}
