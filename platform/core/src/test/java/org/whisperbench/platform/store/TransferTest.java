package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.ModelStore.Depth;
import org.whisperbench.platform.store.hub.ContentHash;

class TransferTest {

    private static final String LONG = "a".repeat(60) + "/" + "ü".repeat(70) + ".json";

    @TempDir
    Path folder;

    private HubFixture hub;
    private ModelStore store;
    private ModelStore other;

    @BeforeEach
    void prepare() throws IOException {
        hub = HubFixture.sound(folder.resolve("hub"));
        store = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub")));
        other = ModelStore.over(new StoreRoots(List.of(), folder.resolve("other")));
    }

    @Test
    void whatIsExportedIsImportedElsewhere() throws Exception {
        hub.revision(HubFixture.OTHER, Map.of("config.json", "{}", LONG, "", "x.bin", "1".repeat(100_000)));
        Path archive = folder.resolve("models.tar");

        Transfer exported = store.exportTo(List.of(HubFixture.ID), archive);
        Transfer imported = other.importFrom(archive);

        assertEquals(exported.revisions(), imported.revisions());
        assertEquals(5, imported.files());
        assertEquals(100_000 + 9, imported.bytes());
        for (String commit : List.of(HubFixture.COMMIT, HubFixture.OTHER)) {
            Examination examination = other.examine(other.describe("owner/name@" + commit), Depth.HASHES);
            assertEquals("PRESENT", examination.state().status());
            assertTrue(examination.files().stream().allMatch(f -> f.finding() == FileState.Finding.VERIFIED));
        }
        Path tree = Path.of("models--owner--name/trees/" + HubFixture.OTHER + ".json");
        assertEquals(
                Files.readString(folder.resolve("hub").resolve(tree)),
                Files.readString(folder.resolve("other").resolve(tree)));
        assertEquals(imported, other.importFrom(archive), "again changes nothing");
    }

    @Test
    void aModelIsLookedForInTheHubsCacheAndOutsideOfIt() throws Exception {
        OtherFolder own = new OtherFolder(OtherFolder.Program.PRIVATE, folder.resolve("own"));
        ModelStore both = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub"), List.of(own), true));
        ModelSource.Repository source = new ModelSource.Repository(HubFixture.ID, "main");
        ModelDescriptor model = ModelDescriptor.builder("m", source)
                .files(List.of(ModelFile.unverified("config.json"), ModelFile.unverified("onnx/model.bin")))
                .build();
        Path local = both.localFolder("backend", source);
        assertEquals(folder.resolve("own/backend/owner/name"), local);
        assertEquals(Whereabouts.Extent.MISSING, both.whereabouts(model).local().extent());

        both.copy(HubFixture.ID, local);

        Whereabouts found = both.whereabouts(model);
        assertEquals(new Whereabouts.Site(Whereabouts.Extent.COMPLETE, local.toString()), found.local());
        assertEquals(Whereabouts.Extent.COMPLETE, found.hub().extent());
        Files.delete(hub.entry("config.json"));
        Files.delete(local.resolve("onnx/model.bin"));
        Whereabouts damaged = both.whereabouts(model);
        assertEquals(Whereabouts.Extent.INCOMPLETE, damaged.hub().extent());
        assertEquals(Whereabouts.Extent.INCOMPLETE, damaged.local().extent());
        ModelDescriptor bundled = ModelDescriptor.builder("b", new ModelSource.Bundled("b"))
                .files(List.of(ModelFile.unverified("x")))
                .build();
        assertEquals(
                new Whereabouts(
                        new Whereabouts.Site(Whereabouts.Extent.NOT_APPLICABLE, ""),
                        new Whereabouts.Site(Whereabouts.Extent.MISSING, "")),
                both.whereabouts(bundled));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anExportIsATarFileThatUnpacksInACache() throws Exception {
        Path archive = folder.resolve("models.tar");
        store.exportTo(List.of(HubFixture.ID), archive);
        Path target = Files.createDirectories(folder.resolve("other"));

        Process tar = new ProcessBuilder("tar", "-xf", archive.toString(), "-C", target.toString()).start();

        assertEquals(0, tar.waitFor());
        assertEquals(
                "PRESENT",
                other.state(other.describe(HubFixture.ID), Depth.HASHES).status());

        Path repacked = folder.resolve("again.tar");
        Process pack = new ProcessBuilder(
                        "tar", "-cf", repacked.toString(), "-C", target.toString(), "models--owner--name")
                .start();
        assertEquals(0, pack.waitFor());
        WhisperException refusal = assertThrows(
                WhisperException.class,
                () -> ModelStore.over(new StoreRoots(List.of(), folder.resolve("third")))
                        .importFrom(repacked));
        assertTrue(refusal.getMessage().contains("cannot import"), "links before contents: " + refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "FILE, ../evil, x, is no part of an export",
        "FILE, models--a--b/../../evil, x, is no part of an export",
        "FILE, models--a--b/refs/../../../evil, x, is no part of an export",
        "FILE, models--a--b/blobs/evil, x, is no part of an export",
        "FILE, models--a--b/refs/main, 0123456789abcdef0123456789abcdef01234567, is no part of an export",
        "FILE, models--a--b/trees/0123456789abcdef0123456789abcdef01234567.json, {}, is no part of an export",
        "FILE, models--a--b/blobs/0123456789abcdef0123456789abcdef01234567, x, has the git SHA-1",
        "LINK, models--a--b/snapshots/0123456789abcdef0123456789abcdef01234567/a, /etc/passwd, is no part",
        "LINK, models--a--b/snapshots/0123456789abcdef0123456789abcdef01234567/a, ../../../../evil, is no part",
        "LINK, models--a--b/snapshots/0123456789abcdef0123456789abcdef01234567/a,"
                + " ../../blobs/0123456789abcdef0123456789abcdef01234567, lacks the content of 'a'"
    })
    void whatIsNoExportIsRefused(String kind, String name, String content, String problem) throws Exception {
        Path archive = folder.resolve("evil.tar");
        try (TarWriter tar = new TarWriter(Files.newOutputStream(archive))) {
            if (kind.equals("LINK")) {
                tar.link(name, content);
            } else {
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                tar.file(name, bytes.length, new ByteArrayInputStream(bytes));
            }
        }

        WhisperException refusal = assertThrows(WhisperException.class, () -> other.importFrom(archive));

        assertTrue(refusal.getMessage().contains(problem), refusal.getMessage());
        assertFalse(Files.exists(folder.resolve("evil")));
        assertFalse(Files.exists(folder.resolve("other/evil")));
        assertEquals(List.of(), other.inventory().leftovers());
    }

    @Test
    void whatIsNoTarFileIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no tar ".repeat(100));
        Path cut = folder.resolve("cut.tar");
        store.exportTo(List.of(HubFixture.ID), cut);
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, 515));
        Path empty = Files.write(folder.resolve("empty.tar"), new byte[1024]);

        assertTrue(refusal(text).contains("it is no tar file"), refusal(text));
        assertTrue(refusal(cut).contains("it is cut off"), refusal(cut));
        assertTrue(refusal(empty).contains("holds no model"), refusal(empty));
        assertTrue(refusal(folder.resolve("nothing")).contains("does not exist"));
    }

    private String refusal(Path archive) {
        return assertThrows(WhisperException.class, () -> other.importFrom(archive))
                .getMessage();
    }

    @Test
    void aDamagedContentIsNeitherExportedNorCopied() throws Exception {
        Files.writeString(hub.blob("onnx/model.bin", "weights"), "weighty");

        WhisperException export = assertThrows(
                WhisperException.class, () -> store.exportTo(List.of(HubFixture.ID), folder.resolve("x.tar")));
        WhisperException copy =
                assertThrows(WhisperException.class, () -> store.copy(HubFixture.ID, folder.resolve("copy")));

        assertTrue(export.getMessage().contains("'onnx/model.bin' has the SHA-256"), export.getMessage());
        assertTrue(copy.getMessage().contains("'onnx/model.bin' has the SHA-256"), copy.getMessage());
        assertFalse(Files.exists(folder.resolve("x.tar")));
        assertFalse(Files.exists(folder.resolve("copy/onnx/model.bin")));
    }

    @Test
    void anImportMendsADamagedContentThatIsThere() throws Exception {
        Path archive = folder.resolve("models.tar");
        store.exportTo(List.of(HubFixture.ID), archive);
        Files.writeString(hub.blob("onnx/model.bin", "weights"), "weightz");

        store.importFrom(archive);

        assertEquals(
                "PRESENT",
                store.state(store.describe(HubFixture.ID), Depth.HASHES).status());
        assertEquals("weights", Files.readString(hub.entry("onnx/model.bin")));
    }

    @Test
    void aListingThatContradictsTheContentsIsRefusedAndASoundOneStays() throws Exception {
        Path archive = folder.resolve("wrong.tar");
        Path tree = hub.repository().tree(HubFixture.COMMIT);
        String sound = Files.readString(tree);
        Files.writeString(tree, sound.replace("\"size\": 7", "\"size\": 6"));
        store.exportTo(List.of(HubFixture.ID), archive);
        Files.writeString(tree, sound);

        for (ModelStore into : List.of(store, other)) {
            String refusal = assertThrows(WhisperException.class, () -> into.importFrom(archive))
                    .getMessage();
            assertTrue(refusal.contains("contradicts its content of 'onnx/model.bin'"), refusal);
        }

        assertEquals(sound, Files.readString(tree));
        assertEquals(
                "PRESENT",
                store.state(store.describe(HubFixture.ID), Depth.HASHES).status());
        assertTrue(other.inventory().repositories().get(0).revisions().isEmpty());
    }

    @Test
    void aWrongListingThatIsThereGivesWayToTheOneOfTheArchive() throws Exception {
        Path archive = folder.resolve("models.tar");
        store.exportTo(List.of(HubFixture.ID), archive);
        Path tree = hub.repository().tree(HubFixture.COMMIT);
        String sound = Files.readString(tree);
        Files.writeString(tree, sound.replace("\"size\": 7", "\"size\": 6"));

        store.importFrom(archive);

        assertEquals(sound, Files.readString(tree));
    }

    @Test
    void whatIsNoFileIsCalledWhatItIs() {
        assertTrue(refusal(folder).contains("is a folder; name a tar file"), refusal(folder));
        WhisperException nowhere = assertThrows(
                WhisperException.class, () -> store.exportTo(List.of(HubFixture.ID), folder.resolve("no/such/x.tar")));
        assertTrue(nowhere.getMessage().contains("there is no folder"), nowhere.getMessage());
    }

    @Test
    void aFileOfTheUsersIsReplacedOnlyIfThatIsAskedFor() throws Exception {
        Path user = Files.createDirectories(folder.resolve("user"));
        Files.writeString(user.resolve("config.json"), "MINE");

        WhisperException refusal = assertThrows(WhisperException.class, () -> store.copy(HubFixture.ID, user));
        assertTrue(refusal.getMessage().contains("has 'config.json' with another content"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("--force"), refusal.getMessage());
        assertEquals("MINE", Files.readString(user.resolve("config.json")));
        assertFalse(Files.exists(user.resolve("onnx")), "nothing was written");

        store.copy(HubFixture.ID, user, true);
        assertEquals("{}", Files.readString(user.resolve("config.json")));
        hub.revision(HubFixture.OTHER, Map.of("config.json", "{2}"));
        store.copy("owner/name@" + HubFixture.OTHER, user);
        assertEquals("{2}", Files.readString(user.resolve("config.json")), "a copy may be brought up to date");
    }

    @Test
    void anExistingFileIsNotOverwritten() throws Exception {
        Path there = Files.writeString(folder.resolve("there.tar"), "precious");

        assertThrows(WhisperException.class, () -> store.exportTo(List.of(HubFixture.ID), there));

        assertEquals("precious", Files.readString(there));
    }

    @Test
    void aCopyHasTheMetadataThatOtherProgramsRead() throws Exception {
        Transfer copied = store.copy(HubFixture.ID, folder.resolve("copy"));

        assertEquals(2, copied.files());
        assertEquals("weights", Files.readString(folder.resolve("copy/onnx/model.bin")));
        List<String> metadata =
                Files.readAllLines(folder.resolve("copy/.cache/huggingface/download/onnx/model.bin.metadata"));
        assertEquals(HubFixture.COMMIT, metadata.get(0));
        assertEquals(
                HubFixture.hash(ContentHash.Algorithm.SHA256, "weights".getBytes(StandardCharsets.UTF_8)),
                metadata.get(1));
        assertTrue(metadata.get(2).matches("\\d+\\.\\d{6}"), metadata::toString);
    }
}
