package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.PythonEngine;

/**
 * A Python, as it tells of itself.
 *
 * @param program what it was called by
 * @param executable its path
 * @param version such as {@code 3.11.7}
 * @param system such as {@code linux}, {@code darwin} and {@code win32}
 * @param processor such as {@code x86_64} and {@code arm64}
 * @param tag what its packages depend on, as part of a file's name: implementation, version, system and processor
 * @param pip version of the pip that its environments get, or empty if it cannot make any
 */
record Interpreter(
        String program, String executable, String version, String system, String processor, String tag, String pip) {

    /** {@code pip install --dry-run --report} is there since this release. */
    private static final int PIP_REPORTS = 22_002;

    private static final int THOUSAND = 1000;

    private static final String SCRIPT = """
            import json, platform, sys, sysconfig
            try:
                import ensurepip, venv
                pip = ensurepip.version()
            except Exception:
                pip = ""
            musl = "-musl" if "musl" in str(sysconfig.get_config_var("SOABI")) else ""
            print(json.dumps({
                "executable": sys.executable,
                "version": "%d.%d.%d" % sys.version_info[:3],
                "system": sys.platform,
                "processor": platform.machine(),
                "tag": "-".join([sys.implementation.cache_tag, sys.platform, platform.machine()]).lower() + musl,
                "pip": pip}))
            """;

    /** One that nobody could ask. */
    static Interpreter unknown(String program) {
        return new Interpreter(program, program, "unknown", "", "", "unknown", "unknown");
    }

    /**
     * Asks one. What is no program is looked for by uv, where that is: it knows the Pythons that it installed itself, and
     * takes a version for a name.
     */
    static Interpreter ask(String program, Optional<Path> uv, Map<String, String> variables)
            throws InterruptedException {
        try {
            return told(program, ShortRun.of(List.of(program, "-I", "-c", SCRIPT), variables));
        } catch (IOException e) {
            if (uv.isPresent()) {
                return found(program, uv.get(), variables);
            }
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "'" + program + "' cannot be started: " + e.getMessage()
                            + "; install Python 3.10 or later, or name one with '--python'",
                    e);
        }
    }

    private static Interpreter found(String asked, Path uv, Map<String, String> variables) throws InterruptedException {
        try {
            ShortRun find = ShortRun.of(List.of(uv.toString(), "python", "find", asked), variables);
            if (find.code() == 0) {
                return told(asked, ShortRun.of(List.of(find.last(), "-I", "-c", SCRIPT), variables));
            }
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "uv finds no Python '%s' here: %s; run 'uv python install' for it, or name one with '--python'"
                            .formatted(asked, find.last()));
        } catch (IOException e) {
            throw new WhisperException(ErrorKind.EXTERNAL, "'" + uv + "' cannot be started: " + e.getMessage(), e);
        }
    }

    private static Interpreter told(String program, ShortRun run) {
        try {
            if (run.code() == 0) {
                JsonObject told = JsonObject.parse(run.last());
                return new Interpreter(
                        program,
                        told.text("executable"),
                        told.text("version"),
                        told.text("system"),
                        told.text("processor"),
                        told.text("tag").replaceAll("[^a-z0-9_-]", ""),
                        told.text("pip"));
            }
        } catch (IllegalArgumentException e) {
            // What is no answer is shown as what it is.
        }
        throw new WhisperException(
                ErrorKind.EXTERNAL,
                "'%s' does not answer as Python 3 does: %s; install Python 3.10 or later, or name one with '--python'"
                        .formatted(program, run.last()));
    }

    /** Refuses what cannot end well, before anything is made. */
    void require(PythonEngine engine, boolean uv) {
        List<Integer> numbers = numbers(version);
        if (numbers.size() < 2 || !engine.wheels().runOn(numbers.get(0), numbers.get(1))) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "backend '%s' needs Python %s, and '%s' is %s; name another one with '--python'"
                            .formatted(engine.backend(), engine.wheels().pythons(), program, version));
        }
        Optional<String> refusal = engine.wheels().refusal(system, processor);
        if (refusal.isPresent()) {
            throw new WhisperException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "backend '%s' cannot be set up: %s; use another backend here"
                            .formatted(engine.backend(), refusal.get()));
        }
        if (!uv && pip.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "'%s' makes no environments: it lacks venv or ensurepip; install its package, such as python3-venv,"
                                    .formatted(executable)
                            + " or uv, or name another Python with '--python'");
        }
    }

    /** Whether the pip of its environments tells what it would install. */
    boolean pipReports() {
        List<Integer> numbers = numbers(pip);
        return numbers.size() < 2 || numbers.get(0) * THOUSAND + numbers.get(1) >= PIP_REPORTS;
    }

    private static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : version.split("\\.", -1)) {
            if (!part.matches("[0-9]{1,5}")) {
                break;
            }
            numbers.add(Integer.valueOf(part));
        }
        return numbers;
    }
}
