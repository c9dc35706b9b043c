package org.whisperbench.backend.faster;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonWheels;
import org.whisperbench.worker.PythonWheels.Machine;

/**
 * faster-whisper on CTranslate2, in Python.
 *
 * <p>Any number of threads may use an instance.
 */
public final class FasterWhisperBackend implements PythonBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "faster-whisper",
            FasterWhisperBackend.class,
            "faster_whisper_engine:FasterWhisper",
            List.of("faster-whisper", "ctranslate2"),
            PythonWheels.of("CTranslate2", Machine.MAC_ARM, Machine.MAC_INTEL, Machine.WINDOWS_X64));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public FasterWhisperBackend() {}

    @Override
    public PythonEngine engine() {
        return ENGINE;
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ENGINE.backend())
                .displayName("faster-whisper")
                .engine("CTranslate2")
                .homePage(URI.create("https://github.com/SYSTRAN/faster-whisper"))
                .licence("MIT")
                .build();
    }

    @Override
    public List<ModelDescriptor> models() {
        return Ctranslate2Models.all();
    }

    /**
     * Describes a Whisper model in the layout of CTranslate2.
     *
     * @param repositoryOrPath absolute path of a folder with {@code model.bin}
     * @return the description, or empty if it is no such folder
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return Ctranslate2Models.describe(repositoryOrPath);
    }
}
