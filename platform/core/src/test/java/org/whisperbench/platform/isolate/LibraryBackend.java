package org.whisperbench.platform.isolate;

import java.util.List;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.rogue.RogueBackend;

/** The rogue, but loading loads a native library by its name first. */
public final class LibraryBackend implements WhisperBackend {

    /** Name of the library, without what the system adds. */
    static final String LIBRARY = "made_up_library";

    private final WhisperBackend rogue = new RogueBackend();

    /** Creates the backend. */
    public LibraryBackend() {}

    @Override
    public BackendInfo info() {
        return rogue.info();
    }

    @Override
    public Availability availability() {
        return rogue.availability();
    }

    @Override
    public List<ModelDescriptor> models() {
        return rogue.models();
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        System.loadLibrary(LIBRARY);
        return rogue.load(model, options, progress);
    }
}
