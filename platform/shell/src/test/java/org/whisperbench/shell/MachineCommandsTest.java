package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.PcmAudio;

/** What commands do with what they know of the machine, and with models that are missing. */
class MachineCommandsTest {

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakeHub hub;
    private FakeBackend backend;

    @BeforeEach
    void start() throws IOException {
        hub = FakeHub.start();
        settings.put("HOME", folder.resolve("home").toString());
        settings.put("HF_ENDPOINT", hub.endpoint().toString());
        settings.put("NO_PROXY", "*");
        List<ModelDescriptor> models = new ArrayList<>();
        for (ModelSize size : List.of(ModelSize.OTHER, ModelSize.TINY, ModelSize.BASE, ModelSize.SMALL)) {
            String repository = "owner/" + size.name().toLowerCase(java.util.Locale.ROOT);
            hub.put(
                    repository,
                    FakeHub.COMMIT,
                    Map.of("fake.txt", (size + " weights").getBytes(StandardCharsets.UTF_8)));
            models.add(ModelDescriptor.builder(repository.substring(6), new ModelSource.Repository(repository, "main"))
                    .size(size)
                    .files(List.of(ModelFile.unverified("fake.txt")))
                    .build());
        }
        FakeBackend one = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        backend = new FakeBackend(one.info(), one.availability(), models, one.loader());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private Answer run(String words) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        CommandRunner runner = new CommandRunner(new FakePlatform(folder, settings, backend));
        return runner.run(List.of(words.split(" ", -1)), new ProgressLines(stream, () -> 0));
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path sound() throws IOException {
        Path file = folder.resolve("a.wav");
        PcmAudio.tone(1, file);
        return file;
    }

    @Test
    void hardwareIsFactsAndWhatFits() {
        Answer answer = run("hardware");

        assertEquals(0, answer.exitCode(), answer::toString);
        assertTrue(answer.text().startsWith("system "), answer.text());
        assertTrue(answer.text().contains("\nrecommended: "), answer.text());
        assertTrue(answer.text().contains(folder.resolve("hub").toString()), answer.text());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void whatIsUnknownIsNullInJson() {
        String json = run("hardware --json").text();

        assertTrue(json.contains("\"schema\" : \"whisperbench/hardware/1\""), json);
        assertFalse(json.contains("OptionalInt") || json.contains("\"present\""), json);
    }

    @Test
    void bootstrapAsksFirstAndThenFetchesOnce() {
        assertEquals(1, run("bootstrap").exitCode());
        assertTrue(told().contains("recommended: "), told());
        assertFetchedNothing();

        Answer first = run("bootstrap --yes");
        assertEquals(0, first.exitCode(), first::toString);
        assertTrue(first.text().contains("fake/base"), first.text());
        assertTrue(first.text().contains("downloaded"), first.text());
        assertFalse(first.text().contains("fake/tiny"), first.text());

        long served = hub.servedBytes();
        Answer second = run("bootstrap");
        assertEquals(0, second.exitCode(), second::toString);
        assertTrue(second.text().contains("everything is there"), second.text());
        assertEquals(served, hub.servedBytes());
    }

    @Test
    void bootstrapOfflineCannotBeTried() {
        Answer answer = run("bootstrap --offline --yes");

        assertEquals(3, answer.exitCode(), answer::toString);
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void bootstrapPlansWithoutFetching() {
        Answer answer = run("bootstrap --dry-run");

        assertEquals(0, answer.exitCode(), answer::toString);
        assertTrue(answer.text().contains("would be fetched"), answer.text());
        assertFetchedNothing();
    }

    /** A plan asks for one byte of each model, to see whether it may. */
    private void assertFetchedNothing() {
        assertTrue(hub.servedBytes() <= 2, () -> hub.servedBytes() + " bytes were fetched");
    }

    @Test
    void aMissingModelIsFetchedIfAskedFor() throws IOException {
        String words = "transcribe " + sound() + " -m tiny";
        assertEquals(3, run(words).exitCode());

        Answer answer = run(words + " --download");

        assertEquals(0, answer.exitCode(), answer::toString);
        assertEquals("x", answer.text());
        assertEquals(0, run(words).exitCode());
    }

    @Test
    void checkAndBenchmarkFetchToo() throws IOException {
        assertEquals(0, run("check --download -m base").exitCode());
        assertEquals(
                0,
                run("benchmark --download -m tiny -n 1 --warmup 0 -a " + sound())
                        .exitCode());
    }

    @Test
    void whatCannotBeFetchedIsToldAndMissing() throws IOException {
        settings.put("HF_HUB_OFFLINE", "1");

        Answer answer = run("transcribe " + sound() + " -m tiny --download");

        assertEquals(3, answer.exitCode());
        assertTrue(told().contains("model 'fake/tiny' was not fetched: "), told());
    }

    @Test
    void whatIsRecommendedIsChosenAndSaid() throws IOException {
        Answer answer = run("benchmark --recommended --download -n 1 --warmup 0 --json -a " + sound());

        assertEquals(0, answer.exitCode(), answer::toString);
        assertTrue(told().contains("recommended for this machine: "), told());
        assertTrue(answer.text().contains("fake/small") || answer.text().contains("fake/base"), answer.text());
    }

    @Test
    void theMachineAndTheUserDoNotBothChoose() throws IOException {
        Answer answer = run("transcribe --recommended -m tiny " + sound());

        assertEquals(2, answer.exitCode());
        assertTrue(answer.notes().get(0).contains("'--recommended' chooses the models"), answer::toString);
    }

    @Test
    void whatIsFetchedIsGroupedByWhatItIsFor() {
        settings.put("HF_HUB_OFFLINE", "1");
        Answer answer = run("download --category vad --category diarization");

        assertEquals(3, answer.exitCode(), answer::toString);
        assertTrue(answer.text().startsWith("VAD models\n  model "), answer.text());
        assertTrue(answer.text().contains("\nDiarization models\n"), answer.text());
        assertTrue(answer.text().contains("\n4 models: 4 offline\n"), answer.text());
        assertTrue(answer.text().contains("critical models are missing: vad/silero-vad\n"), answer.text());
        assertTrue(answer.text().contains("optional models are missing: diarization/"), answer.text());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void anOptionalModelIsNoFailureUnlessItIsNamed() {
        assertEquals(0, run("download --offline --category diarization").exitCode());
        assertEquals(3, run("download --offline diarization/segmentation-3.0").exitCode());
        assertEquals(0, run("download --offline --dry-run --category apple").exitCode());
        assertTrue(run("download --offline --category whisper").text().contains("fake/tiny"));
    }

    @Test
    void modelsBesideSpeechCanBeVerified() {
        Answer answer = run("verify silero-vad");

        assertEquals(3, answer.exitCode(), answer::toString);
        assertTrue(answer.text().contains("ABSENT"), answer.text());
    }

    private Answer wellRun(String words) {
        Answer answer = run(words);
        assertEquals(0, answer.exitCode(), answer::toString);
        return answer;
    }

    @Test
    void modelsListsThoseBesideSpeechToTextUnlessOthersAreNamed() {
        String all = wellRun("models").text();
        assertTrue(all.contains("beside speech to text"), all);
        assertTrue(all.matches("(?s).*\\nvad/silero-vad +yes +https://\\S+ +unverified +absent\\n.*"), all);
        assertTrue(all.matches("(?s).*\\ndiarization/segmentation-3.0 +no +pyannote/\\S+ +hub +absent\\n.*"), all);
        assertTrue(all.contains("the first download writes one down"), all);

        assertFalse(wellRun("models -b fake").text().contains("beside speech"));
        String json = wellRun("models --json").text();
        assertTrue(json.contains("\"companions\""), json);
        assertTrue(json.contains("\"hash\" : \"unverified\""), json);
    }

    @Test
    void aPlainFolderOfAnotherProgramIsVerified() throws IOException {
        wellRun("download tiny");
        Path plain = folder.resolve("plain");
        wellRun("copy owner/tiny " + plain);

        assertTrue(wellRun("verify --deep " + plain).text().contains("1 files verified by hash"));
        Files.writeString(plain.resolve("fake.txt"), "TINY weightz");
        Answer answer = run("verify --deep " + plain);
        assertEquals(1, answer.exitCode());
        assertTrue(answer.text().contains("'fake.txt' has the git SHA-1"), answer.text());
    }
}
