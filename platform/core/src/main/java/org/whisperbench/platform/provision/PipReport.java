package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static String line(JsonObject item) {
        JsonObject metadata = item.object("metadata");
        String name = metadata.text("name");
        String hash = item.object("download_info")
                .object("archive_info")
                .object("hashes")
                .text("sha256");
        if (name.isEmpty() || !hash.matches("[0-9a-f]{64}")) {
            throw unusable("package '" + name + "' has no SHA-256");
        }
        return name + "==" + metadata.text("version") + " --hash=sha256:" + hash;
    }

    private static WhisperException unusable(String why) {
        return new WhisperException(
                ErrorKind.EXTERNAL, "the report of pip is unusable: " + why + "; update pip, or install uv");
    }
}
