package org.whisperbench.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.whisperbench.worker.PythonEnvironment;

/**
 * An environment whose Python is the real one and whose packages are stand-ins: modules with the names, signatures and
 * failures of a library that is not to be had, each naming the version that it stands for.
 */
public final class StandInPython {

    private StandInPython() {}

    /**
     * Makes an environment and names its folder in {@link PythonEnvironment#FOLDER_PROPERTY}; the caller clears that. A test
     * that calls it is skipped, with the reason, where there is no {@code python3} with NumPy.
     *
     * @param beside class of the test, beside which the folder {@code standin} with the modules is
     * @param engines folder of the environments, made if it is not there
     * @param backend id of the backend
     * @param distributions the packages that are to look installed, such as {@code mlx-0.32.2}
     * @throws IOException if it cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    public static void in(Class<?> beside, Path engines, String backend, String... distributions)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasNumpy(), "python3 has no numpy");
        Path environment = engines.resolve(backend);
        Path bin = Files.createDirectories(environment.resolve("bin"));
        Path python = Files.writeString(
                bin.resolve("python"),
                "#!/bin/sh\nPYTHONPATH=\"$PYTHONPATH:" + packages(beside) + "\" exec python3 \"$@\"\n");
        if (!python.toFile().setExecutable(true)) {
            throw new IOException("cannot make a program");
        }
        for (String distribution : distributions) {
            Files.createDirectories(
                    environment.resolve("lib/python3.11/site-packages").resolve(distribution + ".dist-info"));
        }
        System.setProperty(PythonEnvironment.FOLDER_PROPERTY, engines.toString());
    }

    private static boolean hasNumpy() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import numpy").start().waitFor() == 0;
        } catch (IOException e) {
            // There is no python3 at all.
            return false;
        }
    }

    private static Path packages(Class<?> beside) {
        try {
            return Path.of(Objects.requireNonNull(beside.getResource("standin"), "standin")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("resource 'standin' beside " + beside + " is no folder", e);
        }
    }
}
