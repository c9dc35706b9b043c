package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.backends.BundleBackends;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.TestFramework;
import org.whisperbench.testkit.rogue.Deed;
import org.whisperbench.testkit.rogue.RogueBackend;

/** Isolated backends whose bundles come, change and go in a real framework. */
@Timeout(120)
class IsolatedBundleTest {

    @TempDir
    Path folder;

    private TestFramework framework;
    private BundleContext context;
    private Path kept;
    private Isolation isolation;
    private BundleBackends tracking;
    private PcmAudio tone;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        context = framework.context();
        kept = folder.resolve("isolated");
        isolation = Isolation.ofBundles(context, IsolationSettings.defaults(), kept);
        tracking = new BundleBackends(context, Duration.ofMillis(200), isolation);
        RogueBackend.writeModel(folder);
        tone = PcmAudio.tone(1, folder.resolve("tone.wav"));
    }

    @AfterEach
    void stop() throws Exception {
        tracking.close();
        isolation.close();
        framework.close();
        assertEquals(
                0,
                ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .count());
    }

    private Path jar(String version, List<String> imports) throws Exception {
        Path jar = folder.resolve("rogue-" + version + ".jar");
        TestFramework.writeBackend(jar, version, imports, RogueBackend.classes());
        return jar;
    }

    private Bundle install(String version) throws Exception {
        Bundle bundle = context.installBundle(jar(version, List.of()).toUri().toString());
        bundle.start();
        return bundle;
    }

    private RegisteredBackend rogue(String version) {
        return tracking.backends().find("rogue@" + version).orElseThrow();
    }

    private String transcribe(RegisteredBackend backend, Map<String, String> extra) throws InterruptedException {
        ResolvedModel model = new ResolvedModel(backend.models().get(0), folder.resolve(RogueBackend.FOLDER));
        return backend.call(used -> {
            LoadOptions options = LoadOptions.defaults().withExtra(extra);
            try (SpeechModel loaded = used.load(model, options, Progress.none())) {
                return loaded.transcribe(tone, TranscribeOptions.defaults(), Progress.none())
                        .text();
            }
        });
    }

    private List<Path> exports() throws Exception {
        try (Stream<Path> all = Files.list(kept.resolve("bundles"))) {
            return all.sorted().toList();
        }
    }

    @Test
    void theChildLoadsTheBundlesContentAndItsExportGoesWithTheBundle() throws Exception {
        Bundle bundle = install("1.0.0");
        RegisteredBackend backend = rogue("1.0.0");
        assertTrue(backend.isIsolated());
        assertFalse(backend.inProcess().isIsolated());

        assertEquals("heard 16000 samples", transcribe(backend, Map.of()));
        assertEquals("heard 16000 samples", transcribe(backend.inProcess(), Map.of()));
        assertEquals(1, exports().size());
        assertTrue(Files.exists(exports().get(0).resolve("META-INF/MANIFEST.MF")));
        assertTrue(Files.exists(exports().get(0).resolve("org/whisperbench/testkit/rogue/RogueBackend.class")));

        bundle.uninstall();
        assertEquals(List.of(), exports());
    }

    @Test
    void twoVersionsHaveTwoExportsAndAnUpdateHasItsOwn() throws Exception {
        Bundle old = install("1.0.0");
        install("1.1.0");
        transcribe(rogue("1.0.0"), Map.of());
        transcribe(rogue("1.1.0"), Map.of());
        List<Path> before = exports();
        assertEquals(2, before.size());

        try (InputStream next = Files.newInputStream(jar("1.2.0", List.of()))) {
            old.update(next);
        }
        transcribe(rogue("1.2.0"), Map.of());

        assertEquals(2, exports().size());
        assertEquals(1, exports().stream().filter(before::contains).count());
    }

    @Test
    void aCallIsCancelledWhenItsBundleIsReplacedAndTheNewOneWorks() throws Exception {
        Bundle bundle = install("1.0.0");
        Path pid = folder.resolve("pid");
        RegisteredBackend backend = rogue("1.0.0");
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return transcribe(backend, Map.of("do", "loop", "pid", pid.toString()));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (!Files.exists(pid)) {
            Thread.onSpinWait();
        }
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();

        try (InputStream next = Files.newInputStream(jar("1.1.0", List.of()))) {
            bundle.update(next);
        }

        assertFalse(process.isAlive());
        Throwable failure = assertThrows(ExecutionException.class, text::get).getCause();
        assertEquals(
                ErrorKind.BACKEND_UNAVAILABLE,
                assertInstanceOf(BackendException.class, failure).kind());
        assertEquals("heard 16000 samples", transcribe(rogue("1.1.0"), Map.of()));
        assertThrows(BackendException.class, () -> transcribe(backend, Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void whateverItDoesWhileItsBundleIsReplacedTheNewOneWorks(Deed deed) throws Exception {
        Bundle bundle = install("1.0.0");
        Path pid = folder.resolve("pid");
        RegisteredBackend backend = rogue("1.0.0");
        CompletableFuture<BackendException> end = CompletableFuture.supplyAsync(() -> {
            Map<String, String> first = Map.of("do", deed.word(), "pid", pid.toString());
            for (Map<String, String> extra = first; ; extra = Map.of("do", deed.word())) {
                try {
                    transcribe(backend, extra);
                } catch (BackendException e) {
                    if (e.kind() == ErrorKind.BACKEND_UNAVAILABLE) {
                        return e;
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        while (!Files.exists(pid)) {
            Thread.onSpinWait();
        }

        try (InputStream next = Files.newInputStream(jar("1.1.0", List.of()))) {
            bundle.update(next);
        }

        assertTrue(end.get().getMessage().startsWith("backend 'rogue@1.0.0' "), end.get()::toString);
        assertEquals("heard 16000 samples", transcribe(rogue("1.1.0"), Map.of()));
    }

    @Test
    void aLibraryOfTheBundleIsFoundByItsName() throws Exception {
        // Any library will do: one that every Java runtime has, by another name.
        String file = System.mapLibraryName("prefs");
        Path home = Path.of(System.getProperty("java.home"));
        Path library = Files.exists(home.resolve("lib").resolve(file))
                ? home.resolve("lib").resolve(file)
                : home.resolve("bin").resolve(file);
        String entry = "native/" + System.mapLibraryName(LibraryBackend.LIBRARY);
        String machine = ";osname=\"" + System.getProperty("os.name").replaceFirst("Windows.*", "Win32")
                + "\";processor=" + System.getProperty("os.arch");
        Path jar = BundleJars.write(
                folder.resolve("library.jar"),
                Map.of(
                        "Bundle-NativeCode",
                        "none/" + System.mapLibraryName(LibraryBackend.LIBRARY) + ";osname=QNX;processor=arm_le, "
                                + entry + machine),
                Map.of(
                        "META-INF/services/" + WhisperBackend.class.getName(),
                        LibraryBackend.class.getName().getBytes(StandardCharsets.UTF_8),
                        entry,
                        Files.readAllBytes(library)));
        context.installBundle("reference:" + jar.toUri()).start();
        RegisteredBackend backend = rogue("1.0.0");

        assertEquals("heard 16000 samples", transcribe(backend.inProcess(), Map.of()));
        assertEquals("heard 16000 samples", transcribe(backend, Map.of()));
    }

    @Test
    void theServiceIsIsolatedToo() throws Exception {
        install("1.0.0");
        WhisperBackend service = context.getService(context.getServiceReference(WhisperBackend.class));
        Path pid = folder.resolve("pid");

        try (SpeechModel loaded = service.load(
                new ResolvedModel(service.models().get(0), folder.resolve(RogueBackend.FOLDER)),
                LoadOptions.defaults().withExtra(Map.of("pid", pid.toString())),
                Progress.none())) {
            assertFalse(Files.readString(pid)
                    .equals(Long.toString(ProcessHandle.current().pid())));
            assertEquals("nothing", loaded.identity().model());
        }
    }

    @Test
    void aBundleThatNeedsOtherBundlesSaysWhichPackage() throws Exception {
        Path jar = jar("2.0.0", List.of("org.osgi.framework"));
        context.installBundle(jar.toUri().toString()).start();

        BackendException failure = assertThrows(BackendException.class, () -> transcribe(rogue("2.0.0"), Map.of()));

        assertEquals(
                "bundle 'test-backend' imports [org.osgi.framework], which a process of its own does not have; embed it in"
                        + " the bundle, or run with '--in-process'",
                failure.getMessage());
        assertEquals("heard 16000 samples", transcribe(rogue("2.0.0").inProcess(), Map.of()));
    }

    @Test
    void whatAKilledHostLeftIsDeletedAtTheNextStart() throws Exception {
        Bundle bundle = install("1.0.0");
        transcribe(rogue("1.0.0"), Map.of());
        Path current = exports().get(0);
        Path stale = Files.createDirectories(kept.resolve("bundles").resolve("99-1.0.0-1"));
        Path worker = Files.createDirectories(kept.resolve("workers").resolve("worker-1"));
        Files.writeString(worker.resolve("hs_err.log"), "");

        Isolation.ofBundles(context, IsolationSettings.defaults(), kept).close();

        assertFalse(Files.exists(stale));
        assertFalse(Files.exists(worker));
        assertTrue(Files.exists(current));
        bundle.uninstall();
    }
}
