package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.LoadedIdentity;

class FileOriginTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    @Test
    void theFoldersOfTheHubsCacheTellRepositoryAndCommit() throws IOException {
        Path file = written("hub/models--owner--one/snapshots/" + COMMIT + "/onnx/model.bin");

        assertEquals(Optional.of(new FileOrigin("owner/one", COMMIT)), FileOrigin.of(file));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // most users have no links there
    void aLinkIsOfTheRepositoryWhoseContentItLeadsTo() throws IOException {
        Path blob = written("hub/models--owner--other/blobs/abc");
        Path link = folder.resolve("hub/models--owner--one/snapshots/" + COMMIT + "/model.bin");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, blob);

        assertEquals(Optional.of(new FileOrigin("owner/other", COMMIT)), FileOrigin.of(link));
    }

    @Test
    void metadataBesideAPlainFolderTellTheCommitAlone() throws IOException {
        Path file = written("plain/sub/model.bin");
        Path notes = folder.resolve("plain/.cache/huggingface/download/sub/model.bin.metadata");
        Files.createDirectories(notes.getParent());
        Files.writeString(notes, COMMIT + "\n\"etag\"\n1700000000.0\n");

        assertEquals(Optional.of(new FileOrigin("", COMMIT)), FileOrigin.of(file));
        Files.writeString(notes, "main\n");
        assertEquals(Optional.empty(), FileOrigin.of(file));
    }

    @Test
    void whatAnEngineTellsIsNotReplacedByPlaces() throws IOException {
        Path file = written("hub/models--owner--one/snapshots/" + COMMIT + "/model.bin");
        LoadedIdentity silent = LoadedIdentity.builder("m").files(List.of(file)).build();
        LoadedIdentity told = LoadedIdentity.builder("m")
                .files(List.of(file))
                .effective(Map.of("revision", "v2"))
                .build();

        assertEquals(
                Map.of("repository", "owner/one", "revision", COMMIT),
                FileOrigin.toldIn(silent).effective());
        assertEquals(
                Map.of("repository", "owner/one", "revision", "v2"),
                FileOrigin.toldIn(told).effective());
    }

    private Path written(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }
}
