package org.whisperbench.platform.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.Audio;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.ModelStore;

/** Loads one side after the other, the first one twice. */
final class LoadingParities implements Parities {

    private static final double PLANTED = 10;

    private final ModelStore store;
    private final AudioFiles audio;

    LoadingParities(ModelStore store, AudioFiles audio) {
        this.store = store;
        this.audio = audio;
    }

    @Override
    public ParityReport compare(
            CatalogModel reference, CatalogModel other, Path file, LoadOptions options, double tolerance)
            throws InterruptedException {
        try (DecodedAudio speech = audio.open(file)) {
            Layers first = layers(reference, speech, options);
            Layers second = layers(other, speech, options);
            Layers again = layers(reference, speech, options);
            List<ParityReport.Layer> compared = first.compare(second, tolerance);
            return new ParityReport(
                    reference.address(),
                    other.address(),
                    file.toString(),
                    tolerance,
                    compared,
                    Layers.firstDiverging(compared),
                    notes(reference, first, other, second),
                    controls(first, again, tolerance));
        }
    }

    private static List<String> notes(CatalogModel reference, Layers first, CatalogModel other, Layers second) {
        List<String> notes = new ArrayList<>();
        lacks(notes, other, first.missingIn(second));
        lacks(notes, reference, second.missingIn(first));
        if (first.arrays().size() <= 2 && second.arrays().size() <= 2) {
            notes.add("neither side shows its layers, so only the ends of the encoder are compared");
        }
        return notes;
    }

    private static void lacks(List<String> notes, CatalogModel side, List<String> names) {
        if (!names.isEmpty()) {
            notes.add("%s does not show %s".formatted(side.address(), String.join(", ", names)));
        }
    }

    private static List<ParityReport.Control> controls(Layers first, Layers again, double tolerance) {
        String planted = first.middle();
        return List.of(
                new ParityReport.Control(
                        "the reference against itself", "", Layers.firstDiverging(first.compare(again, tolerance))),
                new ParityReport.Control(
                        "the reference against itself with an error planted in " + planted,
                        planted,
                        Layers.firstDiverging(
                                first.compare(again.wrongFrom(planted, PLANTED * tolerance), tolerance))));
    }

    private Layers layers(CatalogModel model, Audio speech, LoadOptions options) throws InterruptedException {
        DiskState state = store.state(model.descriptor(), ModelStore.Depth.HASHES);
        if (!(state instanceof DiskState.Present present)) {
            throw new WhisperException(
                    ErrorKind.MISSING_MODEL,
                    "model '%s' cannot be compared: it is %s: %s; %s"
                            .formatted(
                                    model.words(),
                                    state.status().toLowerCase(java.util.Locale.ROOT),
                                    state.explanation(),
                                    state.remedy(model.descriptor().source(), model.words())));
        }
        return model.backend().call(backend -> {
            try (SpeechModel loaded = backend.load(present.model(), options, Progress.none())) {
                FeatureEncoder encoder = loaded.ability(FeatureEncoder.class)
                        .orElseThrow(() -> new WhisperException(
                                ErrorKind.USER,
                                "backend '%s' does not show its features, so there is nothing to compare; name another"
                                        .formatted(model.backend().address())));
                return read(encoder, speech);
            }
        });
    }

    private static Layers read(FeatureEncoder encoder, Audio speech) throws InterruptedException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("whisperbench-parity-");
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            for (String name : encoder.encodeLayers(speech, folder.toAbsolutePath())) {
                Path file = folder.resolve(name + ".npy").normalize();
                if (!folder.equals(file.getParent())) {
                    throw new WhisperException(ErrorKind.EXTERNAL, "layer '%s' is no name of a file".formatted(name));
                }
                arrays.put(name, NpyArray.read(file));
            }
            return new Layers(arrays);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "a folder for features cannot be made: " + e.getMessage(), e);
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // What is left lies in the system's folder for such files.
        }
    }
}
