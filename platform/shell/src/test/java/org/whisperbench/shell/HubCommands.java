package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.FakeHub;

/** Commands about the store, against a hub on the loopback interface that has a model of the fake engine. */
abstract class HubCommands {

    @TempDir
    Path folder;

    final Map<String, String> settings = new HashMap<>();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    FakeHub hub;
    FakeBackend backend;

    @BeforeEach
    void start() throws IOException {
        hub = FakeHub.start();
        hub.put("owner/tiny", FakeHub.COMMIT, Map.of("fake.txt", bytes("weights"), "big.bin", bytes("more weights")));
        settings.put("HOME", folder.resolve("home").toString());
        settings.put("HF_ENDPOINT", hub.endpoint().toString());
        settings.put("NO_PROXY", "*");
        ModelDescriptor tiny = ModelDescriptor.builder("m", new ModelSource.Repository("owner/tiny", "main"))
                .size(ModelSize.TINY)
                .files(List.of(ModelFile.unverified("fake.txt"), ModelFile.unverified("big.bin")))
                .build();
        FakeBackend local = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        UnaryOperator<FakeBackend> with = b -> new FakeBackend(b.info(), b.availability(), List.of(tiny), b.loader());
        backend = with.apply(local);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Answer run(String words) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        CommandRunner runner = new CommandRunner(new FakePlatform(folder, settings, backend));
        return runner.run(List.of(words.split(" ", -1)), new ProgressLines(stream, () -> 0));
    }

    Answer well(String words) {
        Answer answer = run(words);
        assertEquals(0, answer.exitCode(), answer::toString);
        return answer;
    }

    Path blob() {
        try {
            return folder.resolve("hub/models--owner--tiny/snapshots/" + FakeHub.COMMIT + "/big.bin")
                    .toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
