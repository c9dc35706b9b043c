package org.whisperbench.platform.store.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

    @TempDir
    Path folder;

    /** The expected text is what Python 3.11's {@code json.dump(…, indent=1)} writes of the same values. */
    @Test
    void theListingIsWrittenAsPythonWritesIt() {
        Tree tree = Tree.of(List.of(
                new TreeFile("\uD83D\uDE00", 1, "b", "", ""),
                new TreeFile("\uFF5E", 2, "c", "", ""),
                new TreeFile("a/\u00E9\"\u007F.bin", 7, "a", "5", "6")));

        assertEquals("""
                {
                 "format_version": 1,
                 "files": {
                  "a/\\u00e9\\"\u007F.bin": {
                   "size": 7,
                   "blob_id": "a",
                   "lfs_sha256": "5",
                   "lfs_size": 7,
                   "xet_hash": "6"
                  },
                  "\\uff5e": {
                   "size": 2,
                   "blob_id": "c"
                  },
                  "\\ud83d\\ude00": {
                   "size": 1,
                   "blob_id": "b"
                  }
                 }
                }""", tree.json());
        assertEquals("{\n \"format_version\": 1,\n \"files\": {}\n}", new Tree(Map.of()).json());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        String git = "b".repeat(40);
        String sha256 = "c".repeat(64);
        Tree tree = Tree.of(List.of(new TreeFile("a", 1, git, sha256, ""), new TreeFile("d\n\\", 2, git, "", "f")));
        Path file = folder.resolve("trees/x.json");

        Tree.of(List.of(new TreeFile("a", 1, git, sha256, "d"))).write(file);

        assertEquals(
                Map.of("a", new TreeFile("a", 1, git, sha256, "d")),
                Tree.read(file).orElseThrow().files());
        tree.write(file);
        assertEquals(Optional.empty(), Tree.read(file), "a name that no system may create");
        Tree.of(List.of(new TreeFile("a", 1, "zz", "", ""))).write(file);
        assertEquals(Optional.empty(), Tree.read(file), "no hash to hold the content against");
        assertEquals(1, HubCache.children(folder.resolve("trees")).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"format_version\": 2, \"files\": {}}",
                "{\"format_version\": 1, \"files\": {\"a\": {\"blob_id\": \"x\"}}}",
                "{\"format_version\": 1, \"files\": {\"../a\": {\"size\": 1, \"blob_id\": \"x\"}}}",
                "{\"format_version\": 1, \"files\": {",
                "{\"format_version\": 1, \"files\": [",
                "\u0000\u0001"
            })
    void whatIsNoListingCountsAsNone(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), text);

        assertEquals(Optional.empty(), Tree.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a//b", "../a", "a/..", "./a", "a\nb", "a\u0000b", "a/"})
    void pathsThatLeadElsewhereAreSafeNowhere(String path) {
        assertFalse(TreeFile.staysBelow(path));
        assertFalse(TreeFile.isSafe(path, false));
        assertFalse(TreeFile.isSafe(path, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:/a", "run 12:30.txt", "a\\b", "..\\..\\a"})
    void whatOnlyWindowsCannotHaveIsRefusedThereOnly(String path) {
        assertTrue(TreeFile.isSafe(path, false));
        assertFalse(TreeFile.isSafe(path, true));
    }

    @Test
    void aListingWithSuchANameIsRead() throws Exception {
        TreeFile file = new TreeFile("run 12:30.txt", 2, "9e26dfeeb6e641a33dae4961196235bdb965b21b", "", "");
        Path listing = folder.resolve("x.json");

        Tree.of(List.of(file)).write(listing);

        assertEquals(
                Set.of("run 12:30.txt"),
                Tree.read(listing).orElseThrow().files().keySet());
    }

    @Test
    void ordinaryPathsAreSafe() {
        assertTrue(TreeFile.isSafe("a/.b/c..d/ü.bin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", "a--b/c", "a..b", "a.git", "/a", "a/", ".a", "a-", "a b", "a/../b"})
    void namesThatTheHubRefusesAreNoRepositories(String id) {
        assertFalse(RepositoryName.isValid(id));
    }

    @Test
    void foldersNameRepositories() {
        assertEquals(Optional.of(RepositoryName.model("a/b-c")), RepositoryName.ofFolder("models--a--b-c"));
        assertEquals(
                RepositoryName.Kind.DATASET,
                RepositoryName.ofFolder("datasets--x").orElseThrow().kind());
        assertEquals("models--gpt2", RepositoryName.model("gpt2").folder());
        assertEquals(Optional.empty(), RepositoryName.ofFolder("models--"));
        assertEquals(Optional.empty(), RepositoryName.ofFolder("blobs"));
    }

    @Test
    void gitHashesABlobWithItsLength() throws Exception {
        Path hello = Files.writeString(folder.resolve("hello"), "hello\n");

        assertEquals(
                "ce013625030ba8dba906f756967f9e9ca394464a",
                ContentHash.of(hello, ContentHash.Algorithm.GIT_SHA1).hex());
    }

    @Test
    void whereThereCanBeNoLinksSnapshotsHoldTheContent() throws Exception {
        HubRepository repository = new HubCache(folder.resolve("hub"), false).repository(RepositoryName.model("a/b"));
        Files.createDirectories(repository.blobs());
        Files.writeString(repository.blob("abc"), "content");

        repository.place("c".repeat(40), Map.of("x/y.bin", "abc"), Set.of());

        Path entry = repository.snapshot("c".repeat(40)).resolve("x/y.bin");
        assertFalse(Files.isSymbolicLink(entry));
        assertEquals("content", Files.readString(entry));
    }
}
