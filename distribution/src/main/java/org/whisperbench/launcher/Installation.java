package org.whisperbench.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * An unpacked archive.
 *
 * @param home its folder, absolute and without links
 * @param version version of the distribution
 * @param settings what {@code conf/whisperbench.properties} says
 */
record Installation(Path home, String version, Properties settings) {

    static Installation at(Path home) throws IOException {
        Path real = home.toRealPath();
        if (!Files.isDirectory(real.resolve("bundles"))) {
            throw new IOException("'" + real + "' is no installation: it has no folder 'bundles'; unpack it again");
        }
        Properties settings = new Properties();
        Path conf = real.resolve("conf").resolve("whisperbench.properties");
        if (Files.exists(conf)) {
            try (Reader reader = Files.newBufferedReader(conf)) {
                settings.load(reader);
            } catch (IllegalArgumentException e) {
                throw new IOException("'" + conf + "' is malformed: " + e.getMessage(), e);
            } catch (CharacterCodingException e) {
                throw new IOException("'" + conf + "' is malformed: it is not written in UTF-8; save it so", e);
            } catch (IOException e) {
                throw e instanceof FileSystemException
                        ? e
                        : new IOException("'" + conf + "' cannot be read: " + e.getMessage(), e);
            }
        }
        return new Installation(real, builtVersion(), settings);
    }

    /** Names this installation among others of the same user: where it is, and its version. */
    String id() {
        byte[] path = home.toString().getBytes(StandardCharsets.UTF_8);
        return hex(path, new CRC32()) + hex(path, new CRC32C()) + "-" + version;
    }

    /** The bundles that the framework hosts, in the order of their names. */
    List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("bundles"))) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static String builtVersion() throws IOException {
        try (InputStream in = Installation.class.getResourceAsStream("launcher.properties")) {
            Properties built = new Properties();
            built.load(in);
            return built.getProperty("version");
        }
    }

    /** No digest of {@code java.security}: to look for its provider takes longer than all else here. */
    private static String hex(byte[] text, Checksum sum) {
        sum.update(text);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
