package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.BlobLock;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.FakeHub;

/** The commands about what the failed installation of a model from a web server leaves. */
class WebLeftoversTest extends HubCommands {

    private WebFolder model;
    private String name;

    /** A name that no file system here takes: the archive comes and cannot be unpacked. */
    @BeforeEach
    void serve() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("x".repeat(1000)));
            zip.write(1);
        }
        hub.put("owner/web", FakeHub.COMMIT, Map.of("m.zip", archive.toByteArray()));
        String url = hub.endpoint() + "/owner/web/resolve/" + FakeHub.COMMIT + "/m.zip";
        ModelSource.Web source = new ModelSource.Web(url, "", true);
        ModelDescriptor descriptor = ModelDescriptor.builder("m", source)
                .files(List.of(ModelFile.unverified("model.bin")))
                .build();
        backend = new FakeBackend(backend.info(), backend.availability(), List.of(descriptor), backend.loader());
        OtherFolder own = new OtherFolder(OtherFolder.Program.PRIVATE, folder.resolve("whisperbench-models"));
        model = WebFolder.of(new StoreRoots(List.of(), folder.resolve("hub"), List.of(own), true), source);
        name = model.directory().getFileName().toString();
    }

    private Path archive() throws IOException {
        assertEquals(1, run("download m").exitCode());
        try (var entries = Files.list(folder.resolve("whisperbench-models"))) {
            return entries.filter(p -> p.toString().endsWith(".complete"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void itIsListedPrunedAndRemoved() throws Exception {
        Path archive = archive();
        String size = ByteText.of(Files.size(archive));

        String listed = well("models --stored").text();
        assertTrue(
                listed.contains("not installed: %s, %s of '%s'; 'whisperbench prune' deletes it"
                        .formatted(archive, size, name)),
                listed);
        String planned = well("prune --dry-run").text();
        assertTrue(planned.matches("(?s).*leftover +" + size + " +" + name + " .*"), planned);
        assertTrue(planned.endsWith(size + " would be freed; nothing was deleted"), planned);
        assertTrue(Files.exists(archive));
        assertEquals(size + " freed", lastLine("prune --yes"));
        assertFalse(Files.exists(archive));

        archive();
        assertEquals(size + " freed", lastLine("remove --yes fake/m"));
        archive();
        assertEquals(size + " freed", lastLine("remove --yes " + name));
        assertEquals("nothing to delete", well("prune --yes").text());
        assertEquals(3, run("remove --yes fake/m").exitCode());
    }

    @Test
    void whatADownloadIsAtStays() throws Exception {
        Path archive = archive();

        try (BlobLock held = BlobLock.acquire(model.lock())) {
            assertTrue(held.isExclusive());
            assertEquals(
                    "kept: what came of '" + name + "' so far: its download is under way\nnothing to delete",
                    well("prune --yes").text());
        }

        assertTrue(Files.exists(archive));
    }

    private String lastLine(String words) {
        List<String> lines = well(words).text().lines().toList();
        return lines.get(lines.size() - 1);
    }
}
