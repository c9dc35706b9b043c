package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What the file {@code release} in the home of a JDK says. */
final class JdkRelease {

    private JdkRelease() {}

    /** Returns the version, and who built it where the file tells. */
    static String of(Path home) {
        Properties facts = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            facts.load(in);
        } catch (IOException e) {
            // Some builds come without this file; the folder's name is what is left.
            return String.valueOf(home.getFileName());
        }
        String version = facts.getProperty("JAVA_VERSION", "unknown");
        return ("JDK " + version + " " + facts.getProperty("IMPLEMENTOR", ""))
                .replace("\"", "")
                .strip();
    }
}
