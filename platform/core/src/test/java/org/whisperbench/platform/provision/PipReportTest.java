package org.whisperbench.platform.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.worker.InstalledTool;

/** A report becomes a lock by a real Python. */
class PipReportTest {

    private static final String HASH = "a".repeat(64);
    /** Of three letters, see the examples of FIPS 180-2. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String URL = "https://index.example/numpy.whl";

    @TempDir
    Path folder;

    private Path python;

    @BeforeEach
    void find() {
        python = InstalledTool.find("python3").orElse(Path.of(""));
        assumeTrue(python.isAbsolute(), "there is no python3");
    }

    @Test
    void versionsAndHashesBecomeALock() throws Exception {
        assertEquals("numpy==2.4.6 --hash=sha256:" + HASH, lock(URL, "{\"hashes\": {\"sha256\": \"" + HASH + "\"}}"));
    }

    /** As pip 22.2 to 23.0 reports a wheel of an index. */
    @Test
    void theFormerNameOfAHashIsKnown() throws Exception {
        assertEquals("numpy==2.4.6 --hash=sha256:" + HASH, lock(URL, "{\"hash\": \"sha256=" + HASH + "\"}"));
    }

    /** As pip 23.0 reports a wheel of a folder: without any hash. */
    @Test
    void aWheelOfAFolderIsHashedHereWherePipTellsNoHash() throws Exception {
        Path wheel = Files.writeString(folder.resolve("torch 2.13.0+cpu.whl"), "abc");

        assertEquals("numpy==2.4.6 --hash=sha256:" + OF_ABC, lock(wheel.toUri().toString(), "{}"));
        assertTrue(lock(folder.toUri() + "none.whl", "{}").contains("No such file"));
    }

    @Test
    void whatComesFromAnIndexWithoutAHashIsRefused() throws Exception {
        assertEquals("error: package \"numpy\" has no SHA-256; update pip, or install uv", lock(URL, "{}"));
    }

    /** What the lock holds, or what was said where there is none. */
    private String lock(String url, String archive) throws Exception {
        Path report = Files.writeString(folder.resolve("report.json"), """
                {"version": "1", "install": [{"metadata": {"name": "numpy", "version": "2.4.6"},
                 "download_info": {"url": "%s", "archive_info": %s}}]}
                """.formatted(url, archive));
        Path lock = folder.resolve("lock.txt");
        Files.deleteIfExists(lock);
        ShortRun run = ShortRun.of(PipReport.locking(python, report, lock), System.getenv());
        assertEquals(run.code() == 0, Files.exists(lock), run::toString);
        return run.code() == 0 ? Files.readString(lock).strip() : String.join(" ", List.copyOf(run.lines()));
    }
}
