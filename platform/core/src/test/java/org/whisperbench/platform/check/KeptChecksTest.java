package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.testkit.FakeBackend;

class KeptChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-26T06:30:00Z");

    @TempDir
    Path folder;

    private final AtomicInteger loads = new AtomicInteger();
    private FakeBackend backend;
    private Path weights;

    @BeforeEach
    void prepare() throws IOException {
        FakeBackend hearing = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        FakeBackend.Loader loader = hearing.loader();
        backend = hearing.with((FakeBackend.Loader) model -> {
            loads.incrementAndGet();
            return loader.load(model);
        });
        Files.createDirectories(folder.resolve("m"));
        weights = Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
    }

    @Test
    void theSameFilesAreNotLoadedAgain() throws Exception {
        ModelCheck first = check(Checks.Method.DEEP).models().get(0);
        CheckReport second = check(Checks.Method.DEEP);

        assertEquals(1, loads.get());
        assertInstanceOf(ModelCheck.Loadable.class, first);
        assertEquals(first, second.models().get(0));
        assertEquals(NOW.toString(), second.facts().get(0).checkedEarlier());
        assertEquals(7, second.storage().usedBytes());
    }

    @Test
    void aCloserLookIsEnoughAndALessCloseOneIsNot() throws Exception {
        check(Checks.Method.LOAD);
        check(Checks.Method.DEEP);
        assertEquals(2, loads.get(), "whose content nobody hashed is not verified by hash");

        check(Checks.Method.LOAD);
        assertEquals(2, loads.get());
    }

    @Test
    void otherContentOtherTimesAndOtherOptionsAreOtherResults() throws Exception {
        check(Checks.Method.DEEP);
        Files.setLastModifiedTime(weights, FileTime.from(NOW.minusSeconds(5)));
        check(Checks.Method.DEEP);
        assertEquals(2, loads.get());

        Path replaced = Files.writeString(folder.resolve("other"), "WEIGHTS");
        Files.setLastModifiedTime(replaced, FileTime.from(NOW.minusSeconds(5)));
        Files.move(replaced, weights, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        check(Checks.Method.DEEP);
        assertEquals(3, loads.get(), "another file of the same length and time");

        check(backend, LoadOptions.defaults().withTimeout(Duration.ofMinutes(1)), CheckOptions.of(Checks.Method.DEEP));
        assertEquals(4, loads.get());
    }

    @Test
    void anotherEngineIsAnotherResult() throws Exception {
        check(Checks.Method.DEEP);
        check(
                backend.with(new Availability.Available("another version")),
                LoadOptions.defaults(),
                CheckOptions.of(Checks.Method.DEEP));

        assertEquals(2, loads.get());
    }

    @Test
    void anEngineThatCannotRunHasNoResultOfEarlier() throws Exception {
        check(Checks.Method.DEEP);
        CheckReport gone = check(
                backend.with(new Availability.Unavailable("gone", "install it")),
                LoadOptions.defaults(),
                CheckOptions.of(Checks.Method.DEEP));

        assertEquals(ModelStatus.UNAVAILABLE, gone.models().get(0).status());
    }

    @Test
    void freshMeansAnew() throws Exception {
        check(Checks.Method.DEEP);
        CheckReport fresh = check(backend, LoadOptions.defaults(), new CheckOptions(Checks.Method.DEEP, true, 0));

        assertEquals(2, loads.get());
        assertFalse(fresh.facts().get(0).isKept());
    }

    @Test
    void aFailureIsTriedAgain() throws Exception {
        FakeBackend failing = backend.with((FakeBackend.Loader) model -> {
            loads.incrementAndGet();
            throw new BackendException(ErrorKind.RESOURCES, "out of memory");
        });
        check(failing, LoadOptions.defaults(), CheckOptions.of(Checks.Method.DEEP));
        check(failing, LoadOptions.defaults(), CheckOptions.of(Checks.Method.DEEP));

        assertEquals(2, loads.get());
    }

    @Test
    void aDamagedResultIsNone() throws Exception {
        check(Checks.Method.DEEP);
        for (String damage : List.of("", "{", "{}", "[]", "{\"checked\":\"2026-11-26T06:30:00Z\"}", "\"x\"")) {
            int before = loads.get();
            try (Stream<Path> kept = Files.list(folder.resolve("kept"))) {
                for (Path file : kept.toList()) {
                    Files.writeString(file, damage);
                }
            }
            assertEquals(
                    ModelStatus.LOADABLE,
                    check(Checks.Method.DEEP).models().get(0).status(),
                    damage);
            assertEquals(before + 1, loads.get(), damage);
        }
    }

    @Test
    void filesThatWereWalkedAreNotWalkedAgain() throws Exception {
        ModelCheck first = check(Checks.Method.FILES).models().get(0);
        CheckReport second = check(Checks.Method.FILES);

        assertInstanceOf(ModelCheck.Whole.class, first);
        assertEquals(first, second.models().get(0));
        assertEquals(NOW.toString(), second.facts().get(0).checkedEarlier());
        assertEquals(0, loads.get());
    }

    private CheckReport check(Checks.Method method) throws InterruptedException {
        return check(backend, LoadOptions.defaults(), CheckOptions.of(method));
    }

    private CheckReport check(FakeBackend fake, LoadOptions options, CheckOptions how) throws InterruptedException {
        Parts parts = Parts.of(folder, fake);
        KeptChecks kept = new KeptChecks(Optional.of(folder.resolve("kept")), Clock.fixed(NOW, ZoneOffset.UTC));
        AudioFiles audio = new AudioFiles(folder.resolve("scratch"));
        return new LoadingChecks(
                        new CheckRun.Parts(parts.catalog(), parts.store(), audio),
                        kept,
                        () -> OptionalLong.of(1L << 32))
                .check(Selection.everything(), options, how, (model, index, count) -> {});
    }
}
