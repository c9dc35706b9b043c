package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.whisperbench.testkit.Verdict.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.Transcription;

/** Rules of a model's files: the declared ones are what is loaded, all of them and nothing else. */
final class FileRules {

    private final Candidate candidate;

    FileRules(Candidate candidate) {
        this.candidate = candidate;
    }

    void everyDeclaredFileIsNeeded() {
        ResolvedModel copy = candidate.copy();
        List<String> problems = new ArrayList<>();
        for (ModelFile file : candidate.descriptor().files()) {
            Path path = copy.file(file.path());
            Path aside = candidate.folder().resolve("aside");
            move(path, aside);
            Attempt.Outcome<SpeechModel> outcome =
                    candidate.loading(copy, Progress.none()).outcome();
            if (!outcome.isRefusal(ErrorKind.MISSING_MODEL)) {
                problems.add("without '" + file.path() + "' load " + outcome.ending());
            }
            if (outcome.result() != null) {
                candidate.closing(outcome.result()).outcome();
            }
            move(aside, path);
        }

        require(
                problems.isEmpty(),
                () -> "every declared file must be needed: where one is missing, load throws a BackendException of kind"
                        + " MISSING_MODEL, but " + String.join("; ", problems));
    }

    void undeclaredFilesDoNotMatter() {
        Loaded original = loaded(candidate.model(), "from the model's own folder");
        ResolvedModel copy = candidate.copy();
        Loaded alone = loaded(copy, "where the folder holds the declared files only, so it needs one more");
        assertEquals(original, alone, "files that are not declared change what is loaded or heard");
        for (ModelFile file : candidate.descriptor().files()) {
            addStrays(copy.file(file.path()));
        }

        Loaded crowded = loaded(copy, "where other files lie beside the declared ones");

        assertEquals(alone, crowded, "files that are not declared change what is loaded or heard");
    }

    private Loaded loaded(ResolvedModel files, String where) {
        Attempt.Outcome<SpeechModel> outcome =
                candidate.loading(files, Progress.none()).outcome();
        SpeechModel model = outcome.result();
        if (model == null) {
            throw new AssertionError("load " + outcome.ending() + " " + where, outcome.failure());
        }
        try {
            Transcription heard = candidate.transcribe(model, candidate.brief());
            LoadedIdentity identity = candidate.identity(model);
            Set<String> opened = identity.files().stream()
                    .map(f ->
                            f.startsWith(files.directory()) ? files.directory().relativize(f) : f)
                    .map(Path::toString)
                    .collect(Collectors.toSet());
            return new Loaded(identity.precision(), opened, heard.text());
        } finally {
            candidate.closing(model).outcome();
        }
    }

    /** What an undeclared file could change. */
    private record Loaded(String precision, Set<String> files, String text) {}

    private static void addStrays(Path declared) {
        String name = declared.getFileName().toString();
        String end = name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
        try {
            for (String stray : List.of("0-stray" + end, "zz-stray" + end, name + ".bak", "stray.json")) {
                Files.writeString(declared.resolveSibling(stray), "stray");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void theIdentityIsThatOfTheModel(Set<String> untold) {
        List<LoadedIdentity> identities = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            candidate.withModel(loaded -> identities.add(candidate.identity(loaded)));
        }
        LoadedIdentity identity = identities.get(0);
        List<String> problems = new ArrayList<>(untoldWords(identity, untold));
        if (!identity.model().equals(candidate.descriptor().name())) {
            problems.add("it names the model '" + identity.model() + "', not '"
                    + candidate.descriptor().name() + "'");
        }
        if (identity.files().isEmpty() && !untold.contains("files")) {
            problems.add("it names no file");
        }
        Set<Path> declared = candidate.descriptor().files().stream()
                .map(f -> candidate.model().file(f.path()))
                .collect(Collectors.toSet());
        for (Path file : identity.files()) {
            if (!declared.contains(file)) {
                problems.add("it names '" + file + "', which is not declared");
            } else if (!Files.isRegularFile(file)) {
                problems.add("it names '" + file + "', which is no file");
            }
        }

        require(
                problems.isEmpty(),
                () -> "the identity is not that of the loaded model: " + String.join("; ", problems));
        assertEquals(identity, identities.get(1), "the identity differs between two loads of one model");
    }

    private static List<String> untoldWords(LoadedIdentity identity, Set<String> untold) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("engine", identity.engine());
        words.put("engineVersion", identity.engineVersion());
        words.put("device", identity.device());
        words.put("precision", identity.precision());
        words.keySet().removeAll(untold);
        words.values()
                .removeIf(word -> !word.isBlank()
                        && !word.strip().toLowerCase(Locale.ROOT).equals("unknown"));
        return words.entrySet().stream()
                .map(w -> "its " + w.getKey() + " is '" + w.getValue() + "'")
                .toList();
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
