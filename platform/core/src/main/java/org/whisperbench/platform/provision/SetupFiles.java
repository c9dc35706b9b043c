package org.whisperbench.platform.provision;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonEnvironment;

/**
 * Where things are while an environment is set up.
 *
 * @param environment absolute path of the environment
 * @param work absolute path of a folder beside it, for what is only needed meanwhile
 * @param log absolute path of what the programs of a setup that failed said
 */
record SetupFiles(Path environment, Path work, Path log) {

    private static final int NAME_DIGITS = 12;

    static SetupFiles of(PythonEngine engine) {
        Path engines = PythonEnvironment.enginesFolder();
        return new SetupFiles(
                engines.resolve(engine.backend()),
                engines.resolve("." + engine.backend() + "-setup"),
                engines.resolve("logs").resolve(engine.backend() + "-setup.log"));
    }

    /**
     * The lock: named after what the bundle asks for, so that another bundle has another one, and after what its packages
     * depend on, so that another Python and another machine with the same home folder have another one, too.
     */
    static Path lock(PythonEngine engine, Interpreter python) {
        String name = engine.backend() + "-" + hash(engine.requirements()).substring(0, NAME_DIGITS);
        return PythonEnvironment.enginesFolder().resolve("locks").resolve(name + "-" + python.tag() + ".txt");
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Path python() {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return environment.resolve(windows ? "Scripts/python.exe" : "bin/python");
    }

    Path requirements() {
        return work.resolve("requirements.txt");
    }

    Path report() {
        return work.resolve("report.json");
    }

    Path newLock() {
        return work.resolve("lock.txt");
    }

    /** Where the former environment is until the new one is complete. */
    Path aside() {
        return work.resolve("former");
    }

    /** Where a folder is while it is deleted. */
    Path discarded() {
        return work.resolve("discarded");
    }
}
