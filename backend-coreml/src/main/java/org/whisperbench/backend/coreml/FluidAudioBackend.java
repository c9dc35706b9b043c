package org.whisperbench.backend.coreml;

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
 * FluidAudio through its command line, {@code fluidaudiocli}: NVIDIA's Parakeet on Core ML. The program is started for each
 * recording and loads the model each time; its own figure tells the time of the transcription alone. It deletes a model that
 * it cannot load, and would download it again: so it only ever sees links, and a hub that is not there.
 *
 * <p>Any number of threads may use an instance.
 */
public final class FluidAudioBackend implements WhisperBackend {

    static final String ID = "fluidaudio-coreml";

    private static final String PROGRAM = "fluidaudiocli";

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public FluidAudioBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ID)
                .displayName("FluidAudio")
                .engine("FluidAudio")
                .homePage(URI.create("https://github.com/FluidInference/FluidAudio"))
                .licence("Apache-2.0")
                .build();
    }

    @Override
    public Availability availability() {
        return availability(InstalledTool.find(PROGRAM), System.getProperty("os.name", ""));
    }

    static Availability availability(Optional<Path> program, String osName) {
        if (program.isPresent()) {
            // It tells no version.
            return new Availability.Available("unknown");
        }
        return new Availability.Unavailable("there is no '" + PROGRAM + "' on PATH", remedy(osName));
    }

    private static String remedy(String osName) {
        boolean mac = osName.toLowerCase(Locale.ROOT).contains("mac");
        return mac
                ? "build it in a checkout of FluidAudio with 'swift build -c release --product fluidaudiocli', and"
                        + " copy it into a folder of PATH"
                : "run it on a Mac with Apple silicon, the only machine that it is built for; here use another"
                        + " backend, such as parakeet-mlx";
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return kind == EngineParts.class
                ? Optional.of(kind.cast(new EngineParts(List.of(
                        EngineParts.Part.tool(List.of(PROGRAM), true, remedy(System.getProperty("os.name", "")))))))
                : Optional.empty();
    }

    @Override
    public List<ModelDescriptor> models() {
        return FluidAudioModels.all();
    }

    /**
     * Loads a model. The device is the program's own choice; there are no options.
     */
    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        Path program = InstalledTool.find(PROGRAM).orElseThrow(FluidAudioBackend::missing);
        return ProgramModel.load(ID, FluidAudioProgram.of(program, model, options), model, options, progress);
    }

    private static BackendException missing() {
        Availability.Unavailable found =
                (Availability.Unavailable) availability(Optional.empty(), System.getProperty("os.name", ""));
        return new BackendException(
                ErrorKind.BACKEND_UNAVAILABLE,
                "backend '" + ID + "' cannot run: " + found.reason() + "; " + found.remedy());
    }
}
