package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.worker.InstalledTool;
import org.whisperbench.worker.weights.TensorTable;
import org.whisperbench.worker.weights.WeightFile;

/** Chooses which build of whisper.cpp runs, and makes sure of the model's file before any of them sees it. */
final class WhisperRuntime {

    /** Name of the program. */
    static final String SERVER = "whisper-server";
    /** Name of the engine. */
    static final String ENGINE = "whisper.cpp";

    private static final String BINDING = "/META-INF/maven/io.github.givimad/whisper-jni/pom.properties";
    private static final Set<String> OPTIONS = Set.of("runtime", "server");
    private static final Set<String> DEVICES = Set.of("auto", "cpu", "gpu");

    private WhisperRuntime() {}

    static Availability availability(JniPlatform platform, Optional<Path> server) {
        if (server.isPresent()) {
            // It would have to be started to tell its version.
            return new Availability.Available("unknown");
        }
        return platform.isSupported()
                ? new Availability.Available(bindingVersion())
                : new Availability.Unavailable(
                        "whisper-jni " + bindingVersion() + " has no native library for '" + platform.folder()
                                + "', and there is no 'whisper-server' on PATH",
                        "install whisper.cpp (on macOS: 'brew install whisper-cpp'), so that 'whisper-server' is on"
                                + " PATH");
    }

    /** The version of whisper-jni, which has that of the whisper.cpp inside of it. */
    static String bindingVersion() {
        Properties properties = new Properties();
        try (InputStream in = WhisperRuntime.class.getResourceAsStream(BINDING)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    static SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        check(options);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        progress.phase(Progress.Phase.LOADING);
        GgmlModel ggml = examine(model);
        Optional<Path> server = server(options);
        SpeechModel loaded =
                server.isPresent() ? ServerWhisper.load(server.get(), ggml, options) : JniWhisper.load(ggml, options);
        progress.advance(Progress.Phase.LOADING, 1);
        // A call that was quicker than the interrupt has not noticed it.
        if (Thread.interrupted()) {
            loaded.close();
            throw new InterruptedException();
        }
        return loaded;
    }

    private static void check(LoadOptions options) {
        Set<String> unknown = new TreeSet<>(options.extra().keySet());
        unknown.removeAll(OPTIONS);
        if (!unknown.isEmpty()) {
            throw new BackendException(
                    ErrorKind.USER,
                    "options " + unknown + " are not known to backend 'whisper-cpp' when it loads; it knows "
                            + new TreeSet<>(OPTIONS));
        }
        if (!DEVICES.contains(options.device())) {
            throw new BackendException(
                    ErrorKind.USER,
                    "device '" + options.device() + "' is not possible with backend 'whisper-cpp'; use "
                            + new TreeSet<>(DEVICES));
        }
    }

    private static GgmlModel examine(ResolvedModel model) {
        String name = model.descriptor().files().get(0).path();
        TensorTable table = WeightFile.read(model.file(name));
        if (!table.format().equals("GGML")) {
            throw new BackendException(
                    ErrorKind.MISSING_MODEL,
                    "model file '" + table.file() + "' is " + table.format()
                            + ", not GGML; name a ggml-*.bin file of whisper.cpp");
        }
        return new GgmlModel(model.descriptor().name(), table);
    }

    private static Optional<Path> server(LoadOptions options) {
        String runtime = options.extra().getOrDefault("runtime", "auto");
        String named = options.extra().getOrDefault("server", "");
        if (!Set.of("auto", "jni", "server").contains(runtime)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "runtime '" + runtime + "' is none of backend 'whisper-cpp'; use auto, jni or server");
        }
        if (runtime.equals("jni")) {
            return Optional.empty();
        }
        Optional<Path> found = named.isEmpty()
                ? InstalledTool.find(SERVER)
                : Optional.of(Path.of(named)).filter(Files::isExecutable);
        if (found.isEmpty() && (runtime.equals("server") || !named.isEmpty())) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    named.isEmpty()
                            ? "there is no 'whisper-server' on PATH; install whisper.cpp, or use '--option runtime=jni'"
                            : "'" + named + "' is no program; give the path of 'whisper-server'");
        }
        return found;
    }
}
