package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The build's comparison of the api with its release, in copies of the checkout that break it. */
@Tag("host")
@EnabledOnOs({OS.LINUX, OS.MAC}) // Maven is called as a shell would
@Timeout(900)
final class ReleasedApiIT {

    private static final String BACKEND = "api/spi/src/main/java/org/whisperbench/api/WhisperBackend.java";
    private static final String RELEASE =
            "api/released/org/whisperbench/whisperbench-api/1.0.0/whisperbench-api-1.0.0.jar";

    @TempDir
    private Path folder;

    private Path copy;

    @BeforeEach
    void copyTheApi() throws IOException {
        copy = Files.createDirectory(folder.toRealPath().resolve("copy"));
        Path checkout = Path.of(System.getProperty("whisperbench.checkout"));
        for (String part : new String[] {"pom.xml", ".mvn", "api/spi/pom.xml", "api/spi/src/main", "api/released"}) {
            copy(checkout.resolve(part), copy.resolve(part));
        }
    }

    @Test
    void aMethodThatOldBackendsDoNotHaveFailsTheBuild() throws IOException, InterruptedException {
        change(BACKEND, "    BackendInfo info();", "    BackendInfo info();\n\n    String homePage();");

        Page.Typed built = build();

        assertNotEquals(0, built.exitCode(), built::toString);
        assertTrue(built.out().contains("Baseline problems detected"), built::toString);
        assertTrue(built.out().contains("whisperbench-api"), built::toString);
    }

    @Test
    void withoutTheReleaseTheBuildFails() throws IOException, InterruptedException {
        Files.delete(copy.resolve(RELEASE));

        Page.Typed built = build();

        assertNotEquals(0, built.exitCode(), built::toString);
        assertTrue(built.out().contains("whisperbench-api-1.0.0.jar"), built::toString);
    }

    @Test
    void withAnotherJarInItsPlaceTheBuildFails() throws IOException, InterruptedException {
        Path jar = copy.resolve(RELEASE);
        Jars.version(jar, "1.0.0.changed", folder.resolve("changed.jar"));
        Files.copy(folder.resolve("changed.jar"), jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        Page.Typed built = build();

        assertNotEquals(0, built.exitCode(), built::toString);
        assertTrue(built.out().contains("the released api is missing or is not the released one"), built::toString);
    }

    /** What compares, without what only looks at sources. */
    private Page.Typed build() throws IOException, InterruptedException {
        String maven =
                Path.of(System.getProperty("whisperbench.maven"), "bin", "mvn").toString();
        return new Page.Shell(copy, Map.of("HOME", folder.toString()))
                .type(
                        "'" + maven + "' -o -B -f api/spi/pom.xml -Dmaven.repo.local='"
                                + System.getProperty("whisperbench.maven.repository")
                                + "' verify -Dmaven.test.skip -Djacoco.skip -Dspotless.check.skip -Dcheckstyle.skip",
                        "");
    }

    private void change(String file, String before, String after) throws IOException {
        Path path = copy.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(before), file);
        Files.writeString(path, text.replace(before, after));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(path, target);
                }
            }
        }
    }
}
