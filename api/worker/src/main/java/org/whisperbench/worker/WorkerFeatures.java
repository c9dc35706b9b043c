package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;

/** What an engine in another process computes of the first window: it is asked to write into a file, or into a folder. */
final class WorkerFeatures implements FeatureEncoder {

    /** The detail by which an engine says that it can be asked. */
    static final String DETAIL = "layers";

    private static final String SUFFIX = ".npy";
    private static final String LAYER = "hidden_states.";

    private final Asking engine;

    /** Asks the engine. */
    interface Asking {
        void features(Audio audio, Path target) throws InterruptedException;
    }

    WorkerFeatures(Asking engine) {
        this.engine = engine;
    }

    @Override
    public void encodeFeatures(Audio audio, Path file) throws InterruptedException {
        engine.features(audio, file);
    }

    @Override
    public List<String> encodeLayers(Audio audio, Path folder) throws InterruptedException {
        engine.features(audio, folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted(Comparator.comparingInt(WorkerFeatures::place).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL, "folder '" + folder + "' for features cannot be read: " + e.getMessage(), e);
        }
    }

    /** Features come first, then the layers by their numbers, then what the encoder gives. */
    private static int place(String name) {
        if (name.equals("features")) {
            return -1;
        }
        String number = name.startsWith(LAYER) ? name.substring(LAYER.length()) : "";
        return number.matches("\\d{1,6}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    }
}
