package org.whisperbench.backend.whisperkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.worker.EngineParts;
import org.whisperbench.worker.InstalledTool;
import org.whisperbench.worker.ProgramModel;

/**
 * WhisperKit through its vendor's command line, {@code argmax-cli}, or {@code whisperkit-cli} as it was called before. The
 * program is started for each recording and loads the model each time; its own figures tell both times apart.
 *
 * <p>Any number of threads may use an instance.
 */
public final class WhisperKitBackend implements WhisperBackend {

    static final String ID = "whisperkit";

    private static final String[] PROGRAMS = {"argmax-cli", "whisperkit-cli"};

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public WhisperKitBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ID)
                .displayName("WhisperKit")
                .engine("WhisperKit")
                .homePage(URI.create("https://github.com/argmaxinc/argmax-oss-swift"))
                .licence("MIT")
                .build();
    }

    @Override
    public Availability availability() {
        return availability(InstalledTool.find(PROGRAMS), System.getProperty("os.name", ""));
    }

    static Availability availability(Optional<Path> program, String osName) {
        if (program.isPresent()) {
            // It would have to be started to tell its version.
            return new Availability.Available("unknown");
        }
        return new Availability.Unavailable(
                "there is neither 'argmax-cli' nor 'whisperkit-cli' on PATH", remedy(osName));
    }

    private static String remedy(String osName) {
        boolean mac = osName.toLowerCase(Locale.ROOT).contains("mac");
        return mac
                ? "run 'brew install whisperkit-cli'"
                : "run it on a Mac with Apple silicon, the only machine that its vendor builds it for; here use"
                        + " another backend, such as whisper-cpp";
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return kind == EngineParts.class
                ? Optional.of(kind.cast(new EngineParts(List.of(
                        EngineParts.Part.tool(List.of(PROGRAMS), true, remedy(System.getProperty("os.name", "")))))))
                : Optional.empty();
    }

    @Override
    public List<ModelDescriptor> models() {
        return WhisperKitModels.all();
    }

    /**
     * Describes a model of WhisperKit's.
     *
     * @param repositoryOrPath absolute path of a folder with the three compiled models and {@code config.json}
     * @return the description, or empty if it is no such folder
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return WhisperKitModels.describe(repositoryOrPath);
    }

    /**
     * Loads a model. Devices: {@code auto}, {@code cpu}, {@code gpu}, {@code ane}. Option: {@code tokenizer}, a folder with
     * {@code tokenizer.json} of the model.
     */
    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        Path program = InstalledTool.find(PROGRAMS).orElseThrow(this::missing);
        return ProgramModel.load(ID, ArgmaxProgram.of(program, model, options), model, options, progress);
    }

    private BackendException missing() {
        Availability.Unavailable found =
                (Availability.Unavailable) availability(Optional.empty(), System.getProperty("os.name", ""));
        return new BackendException(
                ErrorKind.BACKEND_UNAVAILABLE,
                "backend '" + ID + "' cannot run: " + found.reason() + "; " + found.remedy());
    }
}
