package org.whisperbench.platform.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperException;

class PipReportTest {

    private static final String HASH = "a".repeat(64);
    /** Of three letters, see the examples of FIPS 180-2. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void versionsAndHashesBecomeALock() throws IOException {
        assertEquals(
                List.of("numpy==2.4.6 --hash=sha256:" + HASH),
                lock("numpy", "2.4.6", "https://index.example/numpy.whl", "{\"sha256\": \"" + HASH + "\"}"));
    }

    /** As pip 23.0 reports a wheel of a folder: without any hash. */
    @Test
    void aWheelOfAFolderIsHashedHereWherePipTellsNoHash() throws IOException {
        Path wheel = Files.writeString(folder.resolve("torch-2.13.0+cpu.whl"), "abc");

        assertEquals(
                List.of("torch==2.13.0+cpu --hash=sha256:" + OF_ABC),
                lock("torch", "2.13.0+cpu", wheel.toUri().toString(), "{}"));
        assertThrows(IOException.class, () -> lock("torch", "1", folder.toUri() + "none.whl", "{}"));
    }

    @Test
    void whatComesFromAnIndexWithoutAHashIsRefused() {
        WhisperException refusal = assertThrows(
                WhisperException.class, () -> lock("numpy", "2.4.6", "https://index.example/numpy.whl", "{}"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("'numpy' has no SHA-256"), refusal::getMessage);
    }

    private List<String> lock(String name, String version, String url, String hashes) throws IOException {
        String report = """
                {"version": "1", "install": [{"metadata": {"name": "%s", "version": "%s"},
                 "download_info": {"url": "%s", "archive_info": {"hashes": %s}}}]}
                """.formatted(name, version, url, hashes);
        return PipReport.lock(Files.writeString(folder.resolve("report.json"), report));
    }
}
