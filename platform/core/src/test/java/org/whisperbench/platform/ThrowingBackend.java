package org.whisperbench.platform;

import java.util.List;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/** A backend that cannot be made. */
public final class ThrowingBackend implements WhisperBackend {

    /** Fails. */
    public ThrowingBackend() {
        throw new IllegalStateException("no engine here");
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("never").build();
    }

    @Override
    public Availability availability() {
        return new Availability.Available("1");
    }

    @Override
    public List<ModelDescriptor> models() {
        return List.of();
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
        throw new IllegalStateException("never made");
    }
}
