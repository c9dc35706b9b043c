package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.whisperbench.launcher.InnerHost;
import org.whisperbench.testkit.TestFramework;

/** The packed installation's bundles in Felix, with backends that come and go while others work. */
@Timeout(900)
final class LifeCycleIT {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int CYCLES = 50;

    @TempDir
    private Path folder;

    private Archive archive;
    private final List<InnerHost> hosts = new ArrayList<>();
    private UnaryOperator<String> ask = line -> "nobody is there to answer '" + line + "'";
    private Path gate;
    private Path own;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        gate = GateBackend.writeModel(archive.home().resolve("models"));
        own = Files.createDirectories(archive.user().resolve("backends"));
    }

    private void start(Map<String, String> settings) throws Exception {
        InnerHost host = InnerHost.start(archive.home(), archive.user(), settings);
        hosts.add(host);
        ask = HostedWords.in(host.context(), folder.resolve("words.jar"));
    }

    @AfterEach
    void stop() throws Exception {
        Files.writeString(gate.resolve("open"), "");
        for (InnerHost host : hosts) {
            host.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "always"})
    @Tag("host")
    void fiftyCyclesOfInstallReplaceAndRemoveLeaveNothing(String isolation) throws Exception {
        start(Map.of("whisperbench.isolation", isolation));
        String answer = archive.exampleAnswer() + (isolation.equals("always") ? " (isolated)" : "");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        cycle(0, answer, new ArrayList<>());
        cycle(1, answer, new ArrayList<>());
        assertEquals("four one six seven (isolated)", ask.apply("onnx " + archive.sample("digits-01.wav")));
        List<String> threads = threads();
        List<Long> children = children();
        long descriptors = entries(DESCRIPTORS);
        long temporary = ours(Path.of(System.getProperty("java.io.tmpdir")));

        for (int i = 0; i < CYCLES; i++) {
            cycle(i, answer, loaders);
        }

        assertEquals(2 * CYCLES, loaders.size());
        until("class loaders of removed backends are collected", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
        until("threads are back", () -> threads().equals(threads));
        until("only the engine's process is left", () -> children().equals(children));
        long now = entries(DESCRIPTORS);
        assertTrue(now <= descriptors + 5, () -> descriptors + " descriptors became " + now);
        assertTrue(ours(Path.of(System.getProperty("java.io.tmpdir"))) <= temporary + 2);
        assertEquals("", dropped());
    }

    /** Drops a backend into one of the two hot folders, uses it, replaces it, uses it, and removes it. */
    private void cycle(int number, String answer, List<WeakReference<ClassLoader>> loaders) throws Exception {
        Path dropped = (number % 2 == 0 ? archive.hotFolder() : own).resolve("example.jar");
        String sample = "example " + archive.sample("digits-05.wav");
        for (String version : List.of("0.5." + number, "0.4." + number)) {
            Path jar = Jars.version(archive.example(), version, folder.resolve("next.jar"));
            Files.move(jar, dropped, StandardCopyOption.REPLACE_EXISTING);
            awaitBackends("example@" + version);
            assertEquals(answer, ask.apply(sample));
            loaders.add(loader("whisperbench-backend-example"));
        }
        Files.delete(dropped);
        awaitBackends("");
    }

    private WeakReference<ClassLoader> loader(String name) {
        return Stream.of(hosts.get(0).context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.adapt(BundleWiring.class).getClassLoader())
                .map(loader -> new WeakReference<>(loader))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anInstallDisturbsNoRunningCallOfAnotherBackend() throws Exception {
        dropGate("1.0.0");
        start(Map.of("whisperbench.isolation", "always"));
        CompletableFuture<String> running = transcribeWithGate();
        List<Long> children = children();
        assertEquals(1, children.size());

        Path example = Files.copy(archive.example(), archive.hotFolder().resolve("example.jar"));
        awaitBackends("example@0.1.0 gate@1.0.0");
        Files.move(
                Jars.version(archive.example(), "0.2.0", folder.resolve("next.jar")),
                example,
                StandardCopyOption.REPLACE_EXISTING);
        awaitBackends("example@0.2.0 gate@1.0.0");
        Files.delete(example);
        awaitBackends("gate@1.0.0");

        assertFalse(running.isDone());
        assertEquals(children, children());
        Files.writeString(gate.resolve("open"), "");
        assertEquals("let through (isolated)", running.get(60, TimeUnit.SECONDS));
        assertEquals(1, Files.readAllLines(gate.resolve("entered")).size());
    }

    @Test
    void aBackendThatIsReplacedRefusesNewCallsAndLetsARunningOneEnd() throws Exception {
        dropGate("1.0.0");
        start(Map.of("whisperbench.grace.seconds", "600"));
        CompletableFuture<String> running = transcribeWithGate();

        dropGate("1.1.0");
        awaitBackends("");
        assertTrue(ask.apply("gate " + archive.sample("digits-01.wav")).startsWith("there is no backend 'gate'"));
        assertFalse(running.isDone());

        Files.writeString(gate.resolve("open"), "");
        assertEquals("let through", running.get(60, TimeUnit.SECONDS));
        awaitBackends("gate@1.1.0");
        assertEquals(1, Files.readAllLines(gate.resolve("closed")).size());
    }

    @Test
    void aCallThatDoesNotEndIsCancelledWhenItsBackendGoesAndItsModelIsClosedOnce() throws Exception {
        Path jar = dropGate("1.0.0");
        start(Map.of("whisperbench.grace.seconds", "1"));
        CompletableFuture<String> running = transcribeWithGate();

        Files.delete(jar);

        assertEquals(
                "backend 'gate@1.0.0' was removed while it was in use; run 'whisperbench backends' to see what is there",
                running.get(60, TimeUnit.SECONDS));
        awaitBackends("");
        until("the model is closed", () -> Files.exists(gate.resolve("closed")));
        assertEquals(1, Files.readAllLines(gate.resolve("closed")).size());
    }

    @Test
    void theProcessOfACallThatDoesNotEndGoesWithItsBackend() throws Exception {
        Path jar = dropGate("1.0.0");
        start(Map.of("whisperbench.grace.seconds", "1", "whisperbench.isolation", "always"));
        CompletableFuture<String> running = transcribeWithGate();
        ProcessHandle child = ProcessHandle.of(children().get(0)).orElseThrow();

        Files.delete(jar);

        String message = running.get(60, TimeUnit.SECONDS);
        assertTrue(message.startsWith("backend 'gate@1.0.0' was removed while it was in use"), message);
        child.onExit().get(60, TimeUnit.SECONDS);
        awaitBackends("");
    }

    @Test
    void theSameVersionWithOtherContentIsTaken() throws Exception {
        start(Map.of());
        Path dropped = archive.hotFolder().resolve("same.jar");
        TestFramework.writeBackend(dropped, "1.0.0", List.of(), GateBackend.classes());
        awaitBackends("gate@1.0.0");

        Path other = folder.resolve("other.jar");
        TestFramework.writeBackend(other, "1.0.0", List.of(), org.whisperbench.testkit.rogue.RogueBackend.classes());
        Files.move(other, dropped, StandardCopyOption.REPLACE_EXISTING);

        awaitBackends("rogue@1.0.0");
    }

    private Path dropGate(String version) throws IOException {
        Path jar = folder.resolve("gate.part");
        TestFramework.writeBackend(jar, version, List.of(), GateBackend.classes());
        return Files.move(jar, archive.hotFolder().resolve("gate.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns when the call is inside the backend. */
    private CompletableFuture<String> transcribeWithGate() throws Exception {
        CompletableFuture<String> running =
                CompletableFuture.supplyAsync(() -> ask.apply("gate " + archive.sample("digits-01.wav")));
        until("the transcription begins", () -> Files.exists(gate.resolve("entered")) || running.isDone());
        return running;
    }

    private void awaitBackends(String addresses) throws Exception {
        until("the dropped backends are '" + addresses + "'", () -> dropped().equals(addresses));
    }

    /** The addresses of the backends that these tests drop, besides those of the archive. */
    private String dropped() {
        return Stream.of(ask.apply("backends").split(" ", -1))
                .filter(address -> address.matches("(example|gate|rogue)@.*"))
                .collect(Collectors.joining(" "));
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(120), () -> "in vain: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** All but those of pools that let idle threads go when they like. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system"))
                .map(Thread::getName)
                .filter(name -> !name.matches("(ForkJoinPool|process reaper|whisperbench hot folders).*"))
                .sorted()
                .toList();
    }

    private static List<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    /** What this project leaves in a folder that other programs write to as well. */
    private static long ours(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(entry -> entry.getFileName().toString().startsWith("whisperbench"))
                    .count();
        }
    }

    private static long entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }
}
