package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.whisperbench.testkit.Verdict.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.WhisperBackend;

/** Rules of what runs in the host: finding a backend, and asking it who it is, whether it can run and what it knows. */
final class LookRules {

    private final Candidate candidate;
    private final WhisperBackend backend;

    LookRules(Candidate candidate) {
        this.candidate = candidate;
        backend = candidate.backend();
    }

    void serviceLoaderFindsIt() {
        Set<Class<?>> found = ServiceLoader.load(WhisperBackend.class).stream()
                .map(ServiceLoader.Provider::type)
                .collect(Collectors.toSet());

        require(
                found.contains(backend.getClass()),
                () -> "META-INF/services/" + WhisperBackend.class.getName() + " does not name "
                        + backend.getClass().getName() + "; ServiceLoader finds " + found);
    }

    void itSaysTheSameOfItselfTwice() {
        assertEquals(
                candidate.call("info", backend::info),
                candidate.call("info", backend::info),
                "info() says something else each time");
        assertEquals(
                candidate.call("models", backend::models),
                candidate.call("models", backend::models),
                "models() says something else each time");
        Availability availability = candidate.call("availability", backend::availability);
        require(availability.isAvailable(), () -> "the contract needs an engine that can run here: " + availability);
    }

    void modelNamesDiffer() {
        List<String> names = candidate.call("models", backend::models).stream()
                .map(ModelDescriptor::name)
                .toList();

        assertEquals(names.size(), Set.copyOf(names).size(), () -> "two models have one name: " + names);
    }

    void describeAnswersToAnyText() {
        List<String> problems = new ArrayList<>();
        String missing = candidate.folder().resolve("missing").toString();
        for (String text : List.of("", " ", "no-such/repository", missing, "a:b?<c>|\"*\0")) {
            Attempt.Outcome<Optional<ModelDescriptor>> outcome = Attempt.start(
                            "describe", candidate.patience(), () -> backend.describe(text))
                    .outcome();
            if (outcome.result() == null) {
                problems.add("describe(\"" + text.replace("\0", "\\0") + "\") " + outcome.ending());
            }
        }

        require(
                problems.isEmpty(),
                () -> "describe must return empty for what is no model of this engine, but "
                        + String.join("; ", problems));
    }

    void aLookIsCheap() {
        List<String> findings = FreshJvm.run(candidate, Probe.Mode.LOOK);

        require(
                findings.isEmpty(),
                () -> "info, availability, models and describe run in the host and must only take"
                        + " a look, but in a fresh JVM the backend" + listed(findings));
    }

    void loadingAndTranscribingTouchNoNetwork() {
        List<String> findings = FreshJvm.run(candidate, Probe.Mode.WORK);

        require(
                findings.isEmpty(),
                () -> "load and transcribe must touch no network, but in a fresh JVM without one" + " the backend"
                        + listed(findings));
    }

    private static String listed(List<String> findings) {
        return findings.stream().map(f -> "\n  - " + f).collect(Collectors.joining());
    }
}
