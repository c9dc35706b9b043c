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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.FakeHub;

class CheckMenuTest {

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Deque<String> answers = new ArrayDeque<>();
    private FakeHub hub;
    private FakeBackend backend;

    @BeforeEach
    void start() throws IOException {
        hub = FakeHub.start();
        settings.put("HOME", folder.resolve("home").toString());
        settings.put("HF_ENDPOINT", hub.endpoint().toString());
        settings.put("NO_PROXY", "*");
        List<ModelDescriptor> models = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            hub.put(
                    "owner/" + name,
                    FakeHub.COMMIT,
                    Map.of("fake.txt", (name + " weights").getBytes(StandardCharsets.UTF_8)));
            models.add(ModelDescriptor.builder(name, new ModelSource.Repository("owner/" + name, "main"))
                    .files(List.of(ModelFile.unverified("fake.txt")))
                    .build());
        }
        FakeBackend any = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        backend = new FakeBackend(any.info(), any.availability(), models, any.loader());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void withoutATerminalNothingIsOfferedAndNothingIsFetched() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Answer answer =
                new CommandRunner(platform()).run(List.of("check", "-b", "fake"), new ProgressLines(stream, () -> 0));

        assertEquals(3, answer.exitCode());
        assertTrue(answer.text().contains("3 ABSENT; "), answer.text());
        assertTrue(answer.text().contains("/snapshots', which lacks 'fake.txt'"), answer.text());
        assertTrue(
                answer.text()
                        .endsWith("to download: 3 models of unknown size\n"
                                + "run 'whisperbench download fake/one fake/two fake/three'"),
                answer.text());
        assertEquals("", told());
        assertEquals(List.of(), hub.requests());
        Answer refused =
                new CommandRunner(platform()).run(List.of("check", "--selective"), new ProgressLines(stream, () -> 0));
        assertEquals(2, refused.exitCode());
    }

    @Test
    void whoQuitsGetsTheSummaryAfterTheTable() {
        Answer answer = run("check -b fake", "");

        assertEquals(3, answer.exitCode());
        assertTrue(answer.text().startsWith("3 ABSENT; "), answer.text());
        assertTrue(told().contains("fake/one"), told());
        assertTrue(told().contains("3. download all that are missing or damaged: 3 models"), told());
        assertEquals(List.of(), hub.requests());
        assertEquals(3, run("check -b fake").exitCode(), "the end of the input is the end of the menu");
    }

    @Test
    void whatIsChosenIsFetchedAndEverythingCheckedAgain() {
        Answer answer = run("check -b fake", "4", "1,9", "1 3", "1");

        assertEquals(3, answer.exitCode());
        assertTrue(answer.text().startsWith("1 ABSENT, 2 LOADABLE; "), answer.text());
        assertTrue(told().contains("'1,9' is no choice; type numbers from 1 to 3"), told());
        assertTrue(told().contains("2 of 2 files fetched"), told());
        assertTrue(told().contains("fake/three  LOADABLE  complete, used  missing"), told());
        assertTrue(answer.text().endsWith("run 'whisperbench download fake/two'"), answer.text());
    }

    @Test
    void everythingIsFetchedThenCopiedAndThenNothingIsLeftToOffer() {
        Answer answer = run("check -b fake", "nonsense", "3", "2");

        assertEquals(0, answer.exitCode(), told());
        assertTrue(answer.text().startsWith("3 LOADABLE; "), answer.text());
        assertTrue(told().contains("'nonsense' is none of the choices; type a number from 1 to 4"), told());
        assertTrue(told().contains("copied 'owner/two@main' to '"), told());
        assertTrue(told().contains("fake/two    LOADABLE  complete, used  complete"), told());
        assertTrue(Files.isRegularFile(folder.resolve("whisperbench-models/fake/owner/two/fake.txt")));
        assertTrue(told().contains("3 of them checked earlier, and unchanged since"), told());
        assertTrue(answers.isEmpty());
    }

    @Test
    void whatIsOnlyInItsLocalPlaceIsUsedFromThere() throws IOException {
        Path local = Files.createDirectories(folder.resolve("whisperbench-models/fake/owner/one"));
        Files.writeString(local.resolve("fake.txt"), "weights");

        Answer answer = run("check -m fake/one --json");

        assertEquals(0, answer.exitCode(), answer.text());
        assertTrue(answer.text().contains("\"extent\" : \"MISSING\""), answer.text());
        assertTrue(answer.text().contains("\"used\" : \"" + local + "\""), answer.text());
    }

    @Test
    void selectiveChoosesOnceWithoutAMenu() {
        Answer answer = run("check -b fake --selective", "2");

        assertTrue(answer.text().contains("1 LOADABLE"), answer.text());
        assertFalse(told().contains("what next?"), told());
        Answer cancelled = run("check -b fake --selective", "");
        assertTrue(cancelled.text().startsWith("2 ABSENT, 1 LOADABLE; "), cancelled.text());
        assertTrue(told().contains("nothing was chosen"), told());
        assertTrue(run("check -m fake/two --selective").text().contains("fake/two  LOADABLE"));
    }

    @Test
    void aFailedDownloadIsToldAndOfferedAgain() {
        settings.put("HF_HUB_OFFLINE", "1");
        Answer answer = run("check -m fake/one", "3", "1");

        assertEquals(3, answer.exitCode());
        assertTrue(told().contains("offline"), told());
        assertEquals(2, told().split("what next\\?", -1).length - 1, told());
    }

    @Test
    void verboseSaysWhatEachModelWasLoadedAs() {
        run("check -m fake/one --download --verbose");

        assertTrue(told().matches("(?s).*fake/one: LOADABLE, checked in \\d+\\.\\d{3} s; load .*; fake 1, .*"), told());
        run("check -m fake/one --verbose --jobs 1", "1");
        assertTrue(told().matches("(?s).*fake/one: LOADABLE, checked on \\d{4}-\\d\\d-\\d\\d .*"), told());
        assertEquals(2, run("check --jobs -1").exitCode());
    }

    private FakePlatform platform() {
        return new FakePlatform(folder, settings, backend);
    }

    private Answer run(String words, String... typed) {
        answers.addAll(List.of(typed));
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        ProgressLines lines = ProgressLines.offering(stream, () -> 0, () -> Optional.ofNullable(answers.poll()));
        return new CommandRunner(platform()).run(List.of(words.split(" ", -1)), lines);
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
