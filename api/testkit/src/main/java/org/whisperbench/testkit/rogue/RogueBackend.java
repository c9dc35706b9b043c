package org.whisperbench.testkit.rogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/**
 * A backend that does what a model's name says, a {@link Deed}, when it transcribes. The option {@code do} of loading names
 * another deed, and {@code at=load} another time, or {@code at=N} speech of N samples only. With {@code pid=FILE} it first
 * writes the number of its process there, and with {@code closed=FILE} its model writes that file when it is closed. With {@code words=N} it
 * hears N words.
 */
public final class RogueBackend implements WhisperBackend {

    /** Name of the folder of its model among the bundled ones. */
    public static final String FOLDER = "rogue";

    /** The model's only file. */
    public static final String FILE = "rogue.txt";

    /** Creates the backend. */
    public RogueBackend() {
        // Nothing to prepare.
    }

    /**
     * Names the classes that a jar of this backend holds.
     *
     * @return the provider first
     */
    public static List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>(
                List.of(RogueBackend.class, RogueModel.class, RogueModel.Plan.class, Counting.class, Deed.class));
        // Each constant with a body is a class of its own.
        Stream.of(Deed.values()).map(Object::getClass).forEach(classes::add);
        return classes;
    }

    /**
     * Writes the model.
     *
     * @param models folder of the bundled models
     * @throws IOException if it cannot be written
     */
    public static void writeModel(Path models) throws IOException {
        Files.writeString(Files.createDirectories(models.resolve(FOLDER)).resolve(FILE), "rogue\n");
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("rogue").engine("rogue").nativeCode(true).build();
    }

    @Override
    public Availability availability() {
        return new Availability.Available("1");
    }

    @Override
    public List<ModelDescriptor> models() {
        return Stream.of(Deed.values())
                .map(deed -> ModelDescriptor.builder(deed.word(), new ModelSource.Bundled(FOLDER))
                        .files(List.of(ModelFile.unverified(FILE)))
                        .languages("en")
                        .build())
                .toList();
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        Map<String, String> extra = options.extra();
        Deed deed = deed(extra.getOrDefault("do", model.descriptor().name()));
        tellPid(extra.getOrDefault("pid", ""));
        progress.phase(Progress.Phase.LOADING);
        if (!Files.exists(model.file(FILE))) {
            throw new BackendException(ErrorKind.MISSING_MODEL, "file '" + model.file(FILE) + "' is missing");
        }
        String at = extra.getOrDefault("at", "");
        boolean now = at.equals("load");
        if (now) {
            deed.announceAndCommit();
        }
        long samples = at.matches("\\d{1,9}") ? Long.parseLong(at) : RogueModel.ANY;
        return new RogueModel(
                model,
                new RogueModel.Plan(
                        now ? Deed.NOTHING : deed, samples, Integer.parseInt(extra.getOrDefault("words", "0"))),
                extra.getOrDefault("closed", ""));
    }

    private static Deed deed(String word) {
        return Stream.of(Deed.values())
                .filter(deed -> deed.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new BackendException(ErrorKind.USER, "the rogue knows no deed '" + word + "'"));
    }

    private static void tellPid(String file) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Path beside = Path.of(file + ".part");
            Files.writeString(beside, Long.toString(ProcessHandle.current().pid()));
            Files.move(beside, Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
