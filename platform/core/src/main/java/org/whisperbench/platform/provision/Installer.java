package org.whisperbench.platform.provision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which commands make an environment: those of {@code uv}, or of {@code venv} and {@code pip}.
 *
 * @param uv the program, where it is used
 * @param python what the environment is made from
 * @param options what the user asked for
 * @param variables what is added to the environment of the commands
 */
record Installer(Optional<Path> uv, Interpreter python, SetupOptions options, Map<String, String> variables) {

    /** Their order; a lock that is there is used, else one is made in the folder for work. */
    List<SetupPlan.Step> steps(SetupFiles files, Optional<Path> lock) {
        List<SetupPlan.Step> steps = new ArrayList<>();
        steps.add(step("make the environment", make(files.environment())));
        if (lock.isEmpty() && uv.isPresent()) {
            steps.add(step("choose versions and lock them with their hashes", compile(uv.get(), files)));
        } else if (lock.isEmpty()) {
            if (!python.pipReports()) {
                steps.add(step(
                        "update pip, which is older than 22.2 and does not tell what it would install", update(files)));
            }
            steps.add(step("choose versions", choose(files)));
            steps.add(new SetupPlan.Step(
                    "lock them with their hashes", PipReport.locking(files.python(), files.report(), files.newLock())));
        }
        steps.add(step("install what is locked", install(files, lock.orElse(files.newLock()))));
        return steps;
    }

    private SetupPlan.Step step(String purpose, List<String> command) {
        Map<String, String> shown = new HashMap<>(variables);
        shown.replaceAll((name, value) -> Credentials.hidden(value));
        return new SetupPlan.Step(purpose, command, shown);
    }

    /** uv prefers Pythons of its own to others of the same name, so it gets the path of the one that was asked. */
    private List<String> make(Path environment) {
        return uv.map(program ->
                        List.of(program.toString(), "venv", "--python", python.executable(), environment.toString()))
                .orElseGet(() -> List.of(python.program(), "-m", "venv", environment.toString()));
    }

    private List<String> compile(Path program, SetupFiles files) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(program.toString(), "pip", "compile", "--generate-hashes", "--quiet"));
        command.addAll(List.of("--python", files.python().toString()));
        command.addAll(List.of("--output-file", files.newLock().toString()));
        command.addAll(sources());
        command.add(files.requirements().toString());
        return command;
    }

    private List<String> update(SetupFiles files) {
        List<String> command = pip(files, "install", "--upgrade");
        command.addAll(sources());
        command.add("pip>=22.2");
        return command;
    }

    private List<String> choose(SetupFiles files) {
        List<String> command = pip(files, "install", "--dry-run", "--ignore-installed");
        command.addAll(List.of("--report", files.report().toString()));
        command.addAll(sources());
        command.addAll(List.of("--requirement", files.requirements().toString()));
        return command;
    }

    private List<String> install(SetupFiles files, Path lock) {
        List<String> command = uv.isPresent()
                ? new ArrayList<>(List.of(
                        uv.get().toString(),
                        "pip",
                        "install",
                        "--python",
                        files.python().toString()))
                : pip(files, "install");
        command.addAll(List.of("--require-hashes", "--no-deps"));
        command.addAll(sources());
        command.addAll(List.of("--requirement", lock.toString()));
        return command;
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
