package org.whisperbench.platform.provision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which commands make an environment: those of {@code uv}, or of {@code venv} and {@code pip}. */
record Installer(Optional<Path> uv, SetupOptions options) {

    List<SetupPlan.Step> steps(SetupFiles files, boolean locked) {
        List<SetupPlan.Step> steps = new ArrayList<>();
        steps.add(new SetupPlan.Step("make the environment", make(files.environment())));
        if (!locked) {
            steps.add(new SetupPlan.Step("choose versions and lock them with their hashes", lock(files), shown()));
        }
        steps.add(new SetupPlan.Step("install what is locked", install(files, locked), shown()));
        return steps;
    }

    private List<String> make(Path environment) {
        return uv.map(program ->
                        List.of(program.toString(), "venv", "--python", options.python(), environment.toString()))
                .orElseGet(() -> List.of(options.python(), "-m", "venv", environment.toString()));
    }

    private List<String> lock(SetupFiles files) {
        List<String> command = new ArrayList<>();
        if (uv.isPresent()) {
            command.addAll(List.of(uv.get().toString(), "pip", "compile", "--generate-hashes", "--quiet"));
            command.addAll(List.of("--python", files.python().toString()));
            command.addAll(List.of("--output-file", files.newLock().toString()));
            command.addAll(sources());
            command.add(files.requirements().toString());
            return command;
        }
        command.addAll(pip(files, "install", "--dry-run", "--ignore-installed"));
        command.addAll(List.of("--report", files.report().toString()));
        command.addAll(sources());
        command.addAll(List.of("--requirement", files.requirements().toString()));
        return command;
    }

    private List<String> install(SetupFiles files, boolean locked) {
        List<String> command = uv.isPresent()
                ? new ArrayList<>(List.of(
                        uv.get().toString(),
                        "pip",
                        "install",
                        "--python",
                        files.python().toString()))
                : new ArrayList<>(pip(files, "install"));
        command.addAll(List.of("--require-hashes", "--no-deps"));
        command.addAll(sources());
        command.addAll(List.of("--requirement", (locked ? files.lock() : files.newLock()).toString()));
        return command;
    }

    /** The index of packages, which can hold a password, so that it never is on a command line, which all users see. */
    Map<String, String> variables() {
        return options.offline() || options.indexUrl().isEmpty()
                ? Map.of()
                : Map.of(uv.isPresent() ? "UV_DEFAULT_INDEX" : "PIP_INDEX_URL", options.indexUrl());
    }

    private Map<String, String> shown() {
        Map<String, String> shown = new HashMap<>(variables());
        shown.replaceAll((name, value) -> Credentials.hidden(value));
        return shown;
    }

    private static List<String> pip(SetupFiles files, String... words) {
        List<String> command = new ArrayList<>(List.of(files.python().toString(), "-m", "pip"));
        command.addAll(List.of("--disable-pip-version-check", "--no-input"));
        command.addAll(List.of(words));
        return command;
    }

    private List<String> sources() {
        List<String> words = new ArrayList<>();
        if (options.offline()) {
            words.add("--no-index");
        }
        options.wheels().forEach(folder -> words.addAll(List.of("--find-links", folder.toString())));
        return words;
    }
}
