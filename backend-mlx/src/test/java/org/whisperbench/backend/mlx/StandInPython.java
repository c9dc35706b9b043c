package org.whisperbench.backend.mlx;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.whisperbench.worker.PythonEnvironment;

/** An environment whose Python is the real one and whose packages are stand-ins. */
final class StandInPython {

    private StandInPython() {}

    static void in(Path engines, String backend, String... distributions) throws Exception {
        Assumptions.assumeTrue(hasNumpy(), "python3 has no numpy");
        Path environment = engines.resolve(backend);
        Path bin = Files.createDirectories(environment.resolve("bin"));
        Path python = Files.writeString(
                bin.resolve("python"),
                "#!/bin/sh\nPYTHONPATH=\"$PYTHONPATH:" + packages() + "\" exec python3 \"$@\"\n");
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
        return new ProcessBuilder("python3", "-c", "import numpy").start().waitFor() == 0;
    }

    private static Path packages() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(StandInPython.class.getResource("standin"), "standin")
                .toURI());
    }
}
