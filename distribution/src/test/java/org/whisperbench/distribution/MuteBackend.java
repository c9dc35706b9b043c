package org.whisperbench.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/** A backend that never says whether it can run, and hears no interrupt. A file in the current folder says that it was asked. */
public class MuteBackend implements WhisperBackend {

    static final String ASKED = "asked";

    /** Created by the service loader. */
    public MuteBackend() {}

    /** Never even says who it is. */
    public static final class Nameless extends MuteBackend {

        /** Created by the service loader. */
        public Nameless() {}

        @Override
        public BackendInfo info() {
            think();
            return super.info();
        }
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("mute").engine("mute").build();
    }

    @Override
    public Availability availability() {
        think();
        return new Availability.Available("1");
    }

    @Override
    public List<ModelDescriptor> models() {
        return List.of();
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
        throw new IllegalStateException("it has no models");
    }

    static void think() {
        try {
            Files.writeString(Path.of(ASKED), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Deaf.
            }
        }
    }
}
