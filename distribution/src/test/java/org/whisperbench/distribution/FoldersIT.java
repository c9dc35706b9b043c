package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the folders and keys are that {@code docs/operating.md} names. */
final class FoldersIT {

    private static final Pattern FOLDER = Pattern.compile("(?m)^\\| `~/([^`]+)` \\|");
    private static final Pattern KEY = Pattern.compile("`(whisperbench\\.[a-z.]+)`");
    private static final Pattern LITERAL = Pattern.compile("\"(whisperbench(?:\\.[a-z]+)+)\"");

    /** What is named like a key and is none: properties of services, names of files, and what the launcher tells itself. */
    private static final Set<String> NO_KEYS = Set.of(
            "whisperbench.backend",
            "whisperbench.cmd",
            "whisperbench.door",
            "whisperbench.log.file",
            "whisperbench.log.json",
            "whisperbench.properties");

    @TempDir
    private Path folder;

    @Test
    @Tag("host")
    @EnabledOnOs(OS.LINUX) // the first column
    void nothingIsWrittenElsewhereAndUninstallingLeavesNothing() throws IOException, InterruptedException {
        Archive archive = Archive.unpack(folder);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Set<Path> installed = files(archive.home());
        Cli cli = Cli.of(archive).with("WHISPERBENCH_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        Path own = Files.createDirectories(archive.user().resolve(".local/share/whisperbench/backends"));
        Files.copy(archive.example(), own.resolve("example.jar"));

        cli.run("backends").ends(Run.WELL);
        cli.run("check").ends(Run.WELL);
        cli.run("transcribe", "samples/digits-01.wav").ends(Run.WELL);
        cli.run("transcribe", "--in-process", "samples/digits-01.wav").ends(Run.WELL);
        cli.run("benchmark", "-n", "1", "--warmup", "0").ends(Run.WELL);
        try (Prompt prompt = Prompt.open(cli)) {
            assertTrue(prompt.ask("backends").contains("example"));
            prompt.leave();
        }

        assertEquals(installed, files(archive.home()), "the installation is only read");
        assertEquals(Set.of(), files(temporary));
        List<Path> documented = FOLDER.matcher(page())
                .results()
                .map(found -> archive.user().resolve(found.group(1)))
                .toList();
        assertEquals(5, documented.size(), documented::toString);
        Set<Path> elsewhere = files(archive.user());
        elsewhere.removeIf(file -> documented.stream().anyMatch(file::startsWith));
        assertEquals(Set.of(), elsewhere);

        for (Path tree : documented.subList(0, documented.size() - 1)) {
            delete(tree);
        }
        assertEquals(Set.of(), files(archive.user()));
    }

    @Test
    void everyKeyIsDocumentedAndNoOtherIs() throws IOException {
        Set<String> documented = KEY.matcher(page())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> read = new TreeSet<>();
        for (String module : List.of("platform", "distribution")) {
            try (Stream<Path> sources = Files.walk(checkout().resolve(module))) {
                for (Path source : sources.filter(FoldersIT::isMainSource).toList()) {
                    LITERAL.matcher(Files.readString(source))
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .forEach(read::add);
                }
            }
        }
        read.removeAll(NO_KEYS);

        assertEquals(read, documented);
    }

    private static boolean isMainSource(Path path) {
        return path.toString().endsWith(".java")
                && path.toString().replace('\\', '/').contains("/src/main/");
    }

    private static Path checkout() {
        return Path.of(System.getProperty("whisperbench.checkout"));
    }

    private static String page() throws IOException {
        return Files.readString(checkout().resolve("docs").resolve("operating.md"));
    }

    private static Set<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> all = Files.walk(tree)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
