package org.whisperbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkReleaseTest {

    @TempDir
    Path home;

    @Test
    void versionAndBuilderAreNamed() throws IOException {
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"17.0.15\"\n");

        assertEquals("JDK 17.0.15 Somebody", JdkRelease.of(home));
    }

    @Test
    void folderNamesAJdkWithoutTheFile() {
        assertEquals(home.getFileName().toString(), JdkRelease.of(home));
    }
}
