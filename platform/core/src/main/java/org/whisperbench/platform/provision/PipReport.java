package org.whisperbench.platform.provision;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.JsonObject;

/** What pip would install, in the format of {@code pip install --report}, version 1. */
final class PipReport {

    private PipReport() {}

    /** Reads it as lines of a file of requirements that holds versions and hashes. */
    static List<String> lock(Path report) throws IOException {
        JsonObject document;
        try {
            document = JsonObject.parse(Files.readString(report));
        } catch (IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
        List<String> lines = new ArrayList<>();
        for (Object one : document.list("install")) {
            if (one instanceof JsonObject item) {
                lines.add(line(item));
            }
        }
        lines.sort(String.CASE_INSENSITIVE_ORDER);
        return lines;
    }

    private static String line(JsonObject item) throws IOException {
        JsonObject metadata = item.object("metadata");
        String name = metadata.text("name");
        JsonObject download = item.object("download_info");
        String told = download.object("archive_info").object("hashes").text("sha256");
        String hash = told.isEmpty() ? hashOfFile(download.text("url")) : told;
        if (name.isEmpty() || !hash.matches("[0-9a-f]{64}")) {
            throw unusable("package '" + name + "' has no SHA-256");
        }
        return name + "==" + metadata.text("version") + " --hash=sha256:" + hash;
    }

    /** Before its release 23.1 pip tells no hash of a wheel in a folder, such as the Python of Debian 12 has it. */
    private static String hashOfFile(String url) throws IOException {
        if (!url.startsWith("file:///")) {
            return "";
        }
        try (InputStream in = Files.newInputStream(Path.of(URI.create(url)));
                DigestInputStream read = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            read.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(read.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IllegalArgumentException e) {
            throw unusable("'" + url + "' is no file: " + e.getMessage());
        }
    }

    private static WhisperException unusable(String why) {
        return new WhisperException(
                ErrorKind.EXTERNAL, "the report of pip is unusable: " + why + "; update pip, or install uv");
    }
}
