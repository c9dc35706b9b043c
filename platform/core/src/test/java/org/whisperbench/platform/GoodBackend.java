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

/** A backend that tests put into bundles. */
public class GoodBackend implements WhisperBackend {

    /** Creates the backend. */
    public GoodBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("good").build();
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
        throw new IllegalStateException("not loaded in these tests");
    }
}
