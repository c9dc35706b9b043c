package org.whisperbench.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;

/**
 * A program of its own, in which nothing but one backend has run yet. It makes the provider as ServiceLoader does, asks
 * or uses it, and writes down what that did besides.
 */
final class Probe {

    /** Written last, so that a program that ended too early is known. */
    static final String END = "end of findings";

    private static final int DISCARD_PORT = 9;

    private final Arguments arguments;
    private final List<String> findings = new CopyOnWriteArrayList<>();

    private Probe(Arguments arguments) {
        this.arguments = arguments;
    }

    /** What the probe does. */
    enum Mode {
        /** Asks everything that may be asked in the host. */
        LOOK,
        /** Loads and transcribes. */
        WORK
    }

    /** What the probe is told. */
    record Arguments(Mode mode, String provider, Path folder, Path wav, Path findings, Duration patience) {

        List<String> asList() {
            return List.of(
                    mode.name(), provider, folder.toString(), wav.toString(), findings.toString(), patience.toString());
        }

        static Arguments of(String[] list) {
            return new Arguments(
                    Mode.valueOf(list[0]),
                    list[1],
                    Path.of(list[2]),
                    Path.of(list[3]),
                    Path.of(list[4]),
                    Duration.parse(list[5]));
        }
    }

    /** Runs the probe. */
    public static void main(String[] list) throws IOException {
        Arguments arguments = Arguments.of(list);
        Probe probe = new Probe(arguments);
        ProxySelector.setDefault(probe.new Watch());
        switch (arguments.mode()) {
            case LOOK -> probe.look();
            case WORK -> probe.work();
        }
        List<String> lines = new ArrayList<>(probe.findings);
        lines.replaceAll(line -> line.replaceAll("\\R", " | "));
        lines.add(END);
        Files.write(arguments.findings(), lines);
        // Threads and hooks that a backend leaves must not keep this program alive.
        Runtime.getRuntime().halt(0);
    }

    private void look() throws IOException {
        Set<String> libraries = FlightLog.start().stop().libraries();
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        FlightLog log = FlightLog.start();
        Set<Thread> recording = new HashSet<>(Thread.getAllStackTraces().keySet());
        Set<String> files = new HashSet<>();
        WhisperBackend backend = call("its constructor", this::provider);
        if (backend != null) {
            call("info", backend::info);
            call("availability", backend::availability);
            List<ModelDescriptor> models = call("models", backend::models);
            if (models != null) {
                models.forEach(m -> m.files().forEach(f -> files.add(f.path())));
            }
            FlightLog.Entries first = log.stop();
            log = FlightLog.start();
            findings.addAll(first.reads(files));
            report(first);
            call("describe", () -> backend.describe("no-such/repository"));
            call("describe", () -> backend.describe(arguments.folder().toString()));
            call(
                    "describe",
                    () -> backend.describe(arguments.folder().resolve("missing").toString()));
        }
        FlightLog.Entries entries = log.stop();
        report(entries);
        for (String library : entries.libraries()) {
            if (!libraries.contains(library)) {
                findings.add("loaded the native library '" + library + "'");
            }
        }
        threads.addAll(recording);
        remaining(threads).forEach(name -> findings.add("left the thread '" + name + "' running"));
    }

    private void report(FlightLog.Entries entries) {
        findings.addAll(entries.processes());
        findings.addAll(entries.network());
    }

    /** Threads that do not end by themselves; those of the JDK's common pool and of the system do not count. */
    private List<String> remaining(Set<Thread> before) {
        List<String> remaining = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ThreadGroup group = thread.getThreadGroup();
            boolean ours = before.contains(thread) || thread.getName().startsWith("contract: ");
            boolean ofTheSystem = group == null
                    || Set.of("system", "InnocuousThreadGroup").contains(group.getName())
                    || thread.getName().startsWith("ForkJoinPool.commonPool")
                    || thread.getName().startsWith("JFR ");
            if (!ours && !ofTheSystem) {
                try {
                    thread.join(arguments.patience().toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (thread.isAlive()) {
                    remaining.add(thread.getName());
                }
            }
        }
        return remaining;
    }

    private void work() throws IOException {
        FlightLog log = FlightLog.start();
        call("its constructor, load, transcribe or close", () -> {
            WhisperBackend backend = provider();
            try (SpeechModel loaded = backend.load(model(backend), LoadOptions.defaults(), Progress.none())) {
                loaded.transcribe(PcmAudio.read(arguments.wav()), TranscribeOptions.defaults(), Progress.none());
            }
            return true;
        });
        findings.addAll(log.stop().network());
    }

    private ResolvedModel model(WhisperBackend backend) {
        ModelDescriptor descriptor = backend.models().stream()
                .findFirst()
                .or(() -> backend.describe(arguments.folder().toString()))
                .orElseThrow();
        return new ResolvedModel(descriptor, arguments.folder());
    }

    private WhisperBackend provider() throws ReflectiveOperationException {
        return Class.forName(arguments.provider())
                .asSubclass(WhisperBackend.class)
                .getConstructor()
                .newInstance();
    }

    private <T> @Nullable T call(String what, Callable<T> work) {
        try {
            Attempt.Outcome<T> outcome =
                    Attempt.start(what, arguments.patience(), work).outcome();
            if (outcome.result() == null) {
                findings.add("failed: " + what + " " + outcome.ending());
            }
            return outcome.result();
        } catch (AssertionError e) {
            findings.add("did not answer: " + e.getMessage());
            return null;
        }
    }

    /** Sees what would be reached, also where an address needs no lookup, and sends it nowhere. */
    private final class Watch extends ProxySelector {

        @Override
        public List<Proxy> select(URI uri) {
            String host = String.valueOf(uri.getHost());
            if (Set.of("localhost", "127.0.0.1", "[::1]", "::1").contains(host)) {
                return List.of(Proxy.NO_PROXY);
            }
            findings.add("tried to reach " + uri);
            Proxy.Type type = "socket".equals(uri.getScheme()) ? Proxy.Type.SOCKS : Proxy.Type.HTTP;
            return List.of(new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), DISCARD_PORT)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // As it should.
        }
    }
}
