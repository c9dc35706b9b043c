package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeHub;

/** The commands about the store in the unpacked archive, against a hub on the loopback interface. */
final class StoreCommandsIT {

    private static final String REPOSITORY = "owner/small";

    @TempDir
    Path folder;

    private FakeHub hub;
    private Cli cli;
    private Path cache;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        hub = FakeHub.start();
        hub.put(
                REPOSITORY,
                FakeHub.COMMIT,
                Map.of("config.json", bytes("{}"), "model.bin", bytes("weights"), "empty.txt", new byte[0]));
        cache = folder.resolve("cache");
        cli = Cli.of(Archive.unpack(folder))
                .with("HF_ENDPOINT", hub.endpoint().toString())
                .with("HF_HUB_CACHE", cache.toString())
                .with("NO_PROXY", "*");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path model() {
        return cache.resolve("models--owner--small/snapshots/" + FakeHub.COMMIT + "/model.bin");
    }

    @Test
    void aModelComesIsDamagedMendedListedAndGoes() throws IOException, InterruptedException {
        cli.run("download", "-R", REPOSITORY).ends(Run.WELL).shows("downloaded").shows("3 of 3 files fetched, 9 B in");
        cli.run("verify", "--deep").ends(Run.WELL).shows("3 files verified by hash");

        Files.writeString(model().toRealPath(), "weightz");
        cli.run("verify", "--deep").ends(Run.NOT_WELL).shows("'model.bin' has the SHA-256");
        cli.run("repair", REPOSITORY).ends(Run.WELL).shows("1 of 3 files repaired, 7 B fetched in");
        assertEquals("weights", Files.readString(model()));

        cli.run("models", "--stored").ends(Run.WELL).shows(REPOSITORY + "  main");
        assertEquals(
                9,
                cli.run("models", "--stored", "--json")
                        .ends(Run.WELL)
                        .json()
                        .at("/repositories/0/revisions/0/bytes")
                        .asInt());
        cli.run("remove", REPOSITORY).ends(Run.NOT_WELL).shows("nothing was deleted");
        assertTrue(Files.exists(model()));
        cli.run("remove", "--yes", REPOSITORY).ends(Run.WELL).shows(" freed");
        assertFalse(Files.exists(model()));
        cli.run("prune").ends(Run.WELL).shows("nothing to delete");
    }

    @Test
    void aModelTravelsToAMachineWithoutNetwork() throws IOException, InterruptedException {
        Path archive = folder.resolve("small.tar");
        cli.run("download", "-R", REPOSITORY).ends(Run.WELL);
        cli.run("export", REPOSITORY, archive.toString()).ends(Run.WELL).shows("3 files, 9 B");
        hub.forget();

        Cli other = cli.with("HF_HUB_CACHE", folder.resolve("other").toString()).with("HF_HUB_OFFLINE", "1");
        other.run("import", archive.toString()).ends(Run.WELL).shows(REPOSITORY + "@" + FakeHub.COMMIT);
        other.run("verify", "--deep", REPOSITORY).ends(Run.WELL);
        other.run("copy", REPOSITORY, folder.resolve("plain").toString()).ends(Run.WELL);

        assertEquals("weights", Files.readString(folder.resolve("plain/model.bin")));
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void whatCannotBeHadIsOneSentenceAndACode() throws IOException, InterruptedException {
        cli.run("download", "-R", "owner/none")
                .ends(Run.NOT_WELL)
                .shows("auth required")
                .shows("set HF_TOKEN");
        cli.with("HF_HUB_OFFLINE", "1")
                .run("download", "-R", REPOSITORY)
                .ends(Run.NOT_TRIED)
                .shows("the network may not be used");
        cli.run("download").ends(Run.USAGE);
        cli.with("HF_ENDPOINT", "http://127.0.0.1:1")
                .run("download", "--retries", "0", "-R", REPOSITORY)
                .ends(Run.NOT_WELL)
                .shows("the server cannot be reached");
    }

    @Test
    void aRepositoryThatIsNotThereIsNamedAsItWasTypedWithTheCommandThatFetchesIt()
            throws IOException, InterruptedException {
        for (String typed : List.of("owner/none", "onnx/owner/none", "owner/none@v1#int8")) {
            String command = "run 'whisperbench download " + typed + "'";

            Run transcribed =
                    cli.run("transcribe", "-m", typed, "samples/digits-01.wav").ends(Run.NOT_TRIED);
            assertTrue(transcribed.err().contains("model '" + typed + "' is absent: "), transcribed::toString);
            assertTrue(transcribed.err().contains(command), transcribed::toString);
            cli.run("benchmark", "-m", typed, "--runs", "1").ends(Run.NOT_TRIED).shows(command);
            cli.run("check", "-m", typed).ends(Run.NOT_TRIED).shows(typed + "  ABSENT");
            cli.run("download", "--offline", typed).ends(Run.NOT_TRIED).shows(command);
        }
    }

    @Test
    void theTokenIsNeverShown() throws IOException, InterruptedException {
        Cli known = cli.with("HF_TOKEN", "hf_secret");

        Run info = known.run("info").ends(Run.WELL).shows(", token: HF_TOKEN");
        Run download = known.run("download", "-R", REPOSITORY).ends(Run.WELL);

        assertFalse((info.toString() + download).contains("hf_secret"));
        assertTrue(hub.requests().stream().anyMatch(r -> r.authorization().equals("Bearer hf_secret")));
        assertTrue(hub.requests().stream()
                .filter(r -> r.server().equals("cdn"))
                .allMatch(r -> r.authorization().isEmpty()));
    }

    /** A network namespace of its own has no interface that is up, so whatever opens a connection fails. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsOnDiskNeedsNoNetworkAtAll() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                new ProcessBuilder("unshare", "-n", "true").start().waitFor() == 0, "no right to unshare");
        cli.run("download", "-R", REPOSITORY).ends(Run.WELL);

        alone("verify", "--deep", REPOSITORY).ends(Run.WELL).shows("3 files verified by hash");
        alone("download", "-R", REPOSITORY).ends(Run.WELL).shows("present");
        alone("check", "-m", "onnx/nano-digits.en", "--fresh").ends(Run.WELL).shows("1 LOADABLE; ");
        alone("transcribe", "-m", "onnx/nano-digits.en", "samples/digits-01.wav")
                .ends(Run.WELL);
        alone("download", "--offline", "-R", "owner/none")
                .ends(Run.NOT_TRIED)
                .shows("is missing or incomplete; the network may not be used");
        alone("download", "--retries", "0", "-R", "owner/none").ends(Run.NOT_WELL);
    }

    private Run alone(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("-n", cli.script().toString()));
        command.addAll(List.of(words));
        return cli.script(Path.of("/usr/bin/unshare")).run(command.toArray(String[]::new));
    }
}
