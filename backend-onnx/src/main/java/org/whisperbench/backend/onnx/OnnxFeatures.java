package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;

/** Shows the features, the encoder's layers where the export has them as outputs, and what the encoder gives. */
final class OnnxFeatures implements FeatureEncoder {

    private static final String FEATURES = "features";

    private final LoadedWhisper model;
    private final LockedModel owner;

    OnnxFeatures(LoadedWhisper model, LockedModel owner) {
        this.model = model;
        this.owner = owner;
    }

    @Override
    public void encodeFeatures(Audio audio, Path file) throws InterruptedException {
        owner.take();
        try {
            WhisperConfig.Shape shape = model.config().shape();
            write(file, window(audio), 1, shape.melBins(), shape.windowFrames());
        } finally {
            owner.leave();
        }
    }

    private float[] window(Audio audio) throws InterruptedException {
        WhisperConfig.Shape shape = model.config().shape();
        return new AudioFeatures(audio, new LogMel(shape.melBins()), shape.windowFrames()).window(0);
    }

    @Override
    public List<String> encodeLayers(Audio audio, Path folder) throws InterruptedException {
        List<String> names = new ArrayList<>(List.of(FEATURES));
        owner.take();
        try {
            encodeFeatures(audio, folder.resolve(FEATURES + ".npy"));
            for (EncoderOutput output : model.sessions()
                    .encoderOutputs(window(audio), model.config().shape().melBins())) {
                output.writeTo(folder);
                names.add(output.name);
            }
            return names;
        } finally {
            owner.leave();
        }
    }

    /** What one output of the encoder gave. */
    static final class EncoderOutput {
        private final String name;
        private final float[] values;
        private final int[] shape;

        EncoderOutput(String name, float[] values, int... shape) {
            this.name = name;
            this.values = values;
            this.shape = shape;
        }

        private void writeTo(Path folder) {
            write(folder.resolve(name + ".npy"), values, shape);
        }
    }

    private static void write(Path file, float[] values, int... shape) {
        try {
            NpyFile.write(file, values, shape);
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL, "file '" + file + "' for features cannot be written: " + e.getMessage(), e);
        }
    }
}
