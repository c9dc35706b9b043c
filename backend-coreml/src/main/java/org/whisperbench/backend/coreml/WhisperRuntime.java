package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.whisperbench.worker.EngineParts;
import org.whisperbench.worker.InstalledTool;
import org.whisperbench.worker.ProgramModel;
import org.whisperbench.worker.weights.Tensor;
import org.whisperbench.worker.weights.TensorTable;
import org.whisperbench.worker.weights.WeightFile;

/** Chooses which build of whisper.cpp runs, and makes sure of the model's file before any of them sees it. */
final class WhisperRuntime {

    /** Name of the program. */
    static final String SERVER = "whisper-server";
    /** Name of the engine. */
    static final String ENGINE = "whisper.cpp";

    /** Name of the other program, which loads the model for each recording. */
    static final String CLI = "whisper-cli";

    private static final String INSTALL =
            "install whisper.cpp (on macOS: 'brew install whisper-cpp'), so that 'whisper-server' is on PATH";
    private static final String BINDING = "/META-INF/maven/io.github.givimad/whisper-jni/pom.properties";
    private static final Set<String> OPTIONS = Set.of("runtime", "server", "cli", CoreMlEncoder.OPTION);
    private static final Set<String> RUNTIMES = Set.of("auto", "jni", "server", "cli");
    private static final Set<String> DEVICES = Set.of("auto", "cpu", "gpu");

    private WhisperRuntime() {}

    /** Whether one of the three is there, in the order in which {@link Chosen} takes them. */
    static Availability availability(JniPlatform platform, Optional<Path> server, Optional<Path> cli) {
        if (server.isPresent() || (cli.isPresent() && !platform.isSupported())) {
            // It would have to be started to tell its version.
            return new Availability.Available("unknown");
        }
        return platform.isSupported()
                ? new Availability.Available(bindingVersion())
                : new Availability.Unavailable(
                        "whisper-jni " + bindingVersion() + " has no native library for '" + platform.folder()
                                + "', and there is neither 'whisper-server' nor 'whisper-cli' on PATH",
                        INSTALL);
    }

    /** The binding in the bundle, and the programs that may run in its place. */
    static EngineParts parts(JniPlatform platform) {
        EngineParts.Part binding = platform.isSupported()
                ? EngineParts.Part.bundled("whisper-jni", bindingVersion())
                : new EngineParts.Part(
                        EngineParts.Kind.LIBRARY,
                        "whisper-jni",
                        bindingVersion(),
                        "",
                        false,
                        "none for '" + platform.folder() + "'; " + INSTALL);
        return new EngineParts(List.of(
                binding,
                EngineParts.Part.tool(
                        List.of(SERVER),
                        !platform.isSupported() && InstalledTool.find(CLI).isEmpty(),
                        INSTALL),
                EngineParts.Part.tool(List.of(CLI), false, INSTALL)));
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
        Optional<CoreMlEncoder> encoder = CoreMlEncoder.of(options.extra().getOrDefault(CoreMlEncoder.OPTION, ""));
        Chosen chosen = Chosen.of(options);
        if (encoder.isPresent() && chosen.runtime().equals("jni")) {
            throw new BackendException(
                    ErrorKind.USER,
                    "whisper-jni has no Core ML; leave out '--option encoder', or use '--option runtime=server'");
        }
        if (chosen.runtime().equals("cli")) {
            return ProgramModel.load(
                    "whisper-cpp", CliProgram.of(chosen.program(), ggml, options, encoder), model, options, progress);
        }
        if (chosen.runtime().equals("jni")) {
            requireHalfKernels(ggml);
        }
        SpeechModel loaded = chosen.runtime().equals("server")
                ? ServerWhisper.load(chosen.program(), ggml, options, encoder)
                : JniWhisper.load(ggml, options);
        requireDevice(loaded, options);
        progress.advance(Progress.Phase.LOADING, 1);
        // A call that was quicker than the interrupt has not noticed it.
        if (Thread.interrupted()) {
            loaded.close();
            throw new InterruptedException();
        }
        return loaded;
    }

    /** The whisper.cpp of whisper-jni 1.7.1 ends its process at others: {@code src0->type == GGML_TYPE_F16}. */
    private static void requireHalfKernels(GgmlModel model) {
        Optional<String> type = model.table().tensor("encoder.conv1.weight").map(Tensor::type);
        if (type.filter(t -> !t.equals("f16")).isPresent()) {
            throw new BackendException(
                    ErrorKind.USER,
                    "model file '" + model.file() + "' has its convolutions in " + type.get()
                            + ", which whisper-jni cannot compute; use a file in f16 or quantised, or '--option"
                            + " runtime=server' or 'cli'");
        }
    }

    /** Without a graphics processor the library goes on with the processor, and only says so. */
    private static void requireDevice(SpeechModel loaded, LoadOptions options) {
        if (options.device().equals("gpu") && loaded.identity().device().equals(SaidDevice.CPU)) {
            loaded.close();
            throw new BackendException(
                    ErrorKind.USER,
                    "device 'gpu' is not possible with backend 'whisper-cpp' here: whisper.cpp found none and computes on"
                            + " 'cpu'; use 'auto' or 'cpu'");
        }
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

    /**
     * Which build runs.
     *
     * @param runtime {@code jni}, {@code server} or {@code cli}
     * @param program its path; of {@code jni} an empty one
     */
    private record Chosen(String runtime, Path program) {

        static Chosen of(LoadOptions options) {
            String runtime = options.extra().getOrDefault("runtime", "auto");
            if (!RUNTIMES.contains(runtime)) {
                throw new BackendException(
                        ErrorKind.USER,
                        "runtime '" + runtime + "' is none of backend 'whisper-cpp'; use auto, jni, server or cli");
            }
            if (runtime.equals("cli")) {
                return new Chosen(runtime, program(CLI, options.extra().getOrDefault("cli", "")));
            }
            String named = options.extra().getOrDefault("server", "");
            boolean automatic = runtime.equals("auto") && named.isEmpty();
            if (runtime.equals("jni")
                    || (automatic && InstalledTool.find(SERVER).isEmpty())) {
                return automatic ? withoutServer() : new Chosen("jni", Path.of(""));
            }
            return new Chosen("server", program(SERVER, named));
        }

        /** Where the binding has no library for this machine, the program that loads the model each time is left. */
        private static Chosen withoutServer() {
            Optional<Path> cli = JniPlatform.current().isSupported() ? Optional.empty() : InstalledTool.find(CLI);
            return cli.map(path -> new Chosen("cli", path)).orElseGet(() -> new Chosen("jni", Path.of("")));
        }

        private static Path program(String name, String named) {
            Optional<Path> found = named.isEmpty()
                    ? InstalledTool.find(name)
                    : Optional.of(Path.of(named)).filter(Files::isExecutable);
            return found.orElseThrow(() -> new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    named.isEmpty()
                            ? "there is no '" + name + "' on PATH; install whisper.cpp, or use '--option runtime=jni'"
                            : "'" + named + "' is no program; give the path of '" + name + "'"));
        }
    }
}
