package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.BundleManifest;

/**
 * What {@code docs/add-a-backend.md} says, typed as it says, with a local repository of Maven's that is empty: so nothing but
 * the released api is there to build against. The backend then runs on the platform of this build.
 */
@Tag("host")
@EnabledOnOs({OS.LINUX, OS.MAC}) // the page's commands are a shell's
@Timeout(1800)
final class AddABackendIT {

    @TempDir
    private Path folder;

    @Test
    void theTemplateBecomesABackendThatIsBuiltHeldUsedAndRemoved() throws IOException, InterruptedException {
        Page page = Page.read("add-a-backend.md");
        Archive archive = Archive.unpack(folder);
        Path installation = Files.move(archive.home(), folder.toRealPath().resolve("whisperbench"));
        Path work = Files.createDirectory(folder.toRealPath().resolve("work"));
        Page.Shell shell = new Page.Shell(
                work,
                Map.of(
                        "HOME", archive.user().toString(),
                        "SOURCES", System.getProperty("whisperbench.checkout"),
                        "INSTALLATION", installation.toString(),
                        "MAVEN_OPTS", "-Duser.home=" + mavenHome()));
        String maven =
                "mvn() { '" + Path.of(System.getProperty("whisperbench.maven"), "bin", "mvn") + "' -B \"$@\"; }\n";

        shell.run(maven + page.block("sh", "installs").text());
        shell.run(page.block("sh", "copies").text());
        Path hello = work.resolve("hello");
        shell.in(hello).run(maven + page.block("sh", "builds").text());
        BundleManifest manifest = BundleManifest.of(hello.resolve("target").resolve("hello-0.1.0.jar"));
        assertTrue(
                manifest.headers()
                        .getOrDefault("Import-Package", "")
                        .contains("org.whisperbench.api;version=\"[1.0,2)\""),
                () -> manifest.headers().toString());

        String used = shell.in(hello).run(page.block("sh", "uses").text());
        assertTrue(Pattern.compile("(?m)^hello +0\\.1\\.0 ").matcher(used).find(), used);
        assertTrue(used.contains("hello/fixed"), used);
        assertTrue(used.contains("four one six seven"), used);
        assertFalse(used.substring(used.lastIndexOf("backend  ")).contains("hello"), used);

        page.block("java", "src/test/java/").writeTo(hello);
        shell.in(hello).run(maven + page.block("sh", "holds").text());
        assertEquals(
                1,
                Archive.list(hello.resolve("target").resolve("surefire-reports")).stream()
                        .filter(report -> report.toString().endsWith(".xml"))
                        .count());
    }

    /** A home of Maven's own, whose repository is filled from that of this build before anything is fetched. */
    private Path mavenHome() throws IOException {
        Path home = Files.createDirectories(folder.resolve("maven"));
        String copy = """
                <settings>
                  <profiles>
                    <profile>
                      <id>copy</id>
                      <repositories>
                        <repository><id>copy</id><url>%1$s</url></repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>copy</id><url>%1$s</url></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>copy</activeProfile></activeProfiles>
                </settings>
                """.formatted(Path.of(System.getProperty("whisperbench.maven.repository"))
                .toUri());
        Files.writeString(Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"), copy);
        return home;
    }
}
