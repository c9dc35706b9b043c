package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File names that a shell, a parser or a character set may stumble over. */
final class FileNamesIT {

    private static final String HEARD = "four one six seven";

    private static Archive archive;
    private static Cli cli;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive).in(Files.createDirectory(folder.resolve("work")));
    }

    @Test
    void spacesQuotesAndWhatAShellReplacesAreOnlyCharacters() throws IOException, InterruptedException {
        assumeFalse(Archive.WINDOWS, "cmd.exe replaces some of them itself");
        List<String> names = List.of(
                "two words.wav",
                " leading.wav",
                "it's.wav",
                "\"quoted\".wav",
                "$HOME.wav",
                "${x}.wav",
                "`ls`.wav",
                "a;b&c|d.wav",
                "*.wav",
                "back\\slash.wav",
                "%41,{1}.wav",
                "@file.wav",
                "#1~.wav");
        List<String> words = new ArrayList<>(List.of("transcribe"));
        for (String name : names) {
            copySampleTo(name);
            words.add(name);
        }

        Run run = cli.run(words.toArray(String[]::new)).ends(Run.WELL);

        assertEquals(names.stream().map(n -> n + ": " + HEARD).toList(), run.lines());
    }

    @Test
    void nameThatBeginsWithADashFollowsTwoDashes() throws IOException, InterruptedException {
        copySampleTo("-n.wav");

        Run run = cli.run("transcribe", "--", "-n.wav").ends(Run.WELL);

        assertEquals(HEARD + "\n", run.out());
    }

    @Test
    void everyScriptIsWelcomeAlsoWhereNoLocaleIsSet() throws IOException, InterruptedException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this test itself cannot name the file");
        String name = "цифры-数字-ü-🎤.wav";
        copySampleTo(name);

        for (Cli locale : List.of(cli, cli.with("LANG", "C"), cli.with("LC_ALL", "POSIX"))) {
            Run run = locale.run("transcribe", name, name).ends(Run.WELL);

            assertEquals(List.of(name + ": " + HEARD, name + ": " + HEARD), run.lines());
        }
    }

    @Test
    void benchmarkReadsReferencesOfAwkwardNames() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(cli.folder().resolve("it's $1, speech"));
        Files.copy(archive.sample("digits-01.wav"), folder.resolve("a b.wav"));
        Files.writeString(folder.resolve("a b.txt"), HEARD + "\n");

        Run run = cli.run("benchmark", "-a", folder.toString(), "-n", "1", "--warmup", "0")
                .ends(Run.WELL);

        run.shows("a b.wav     0/4  " + HEARD).shows("0.00  0/0/0");
    }

    private static void copySampleTo(String name) throws IOException {
        Files.copy(archive.sample("digits-01.wav"), cli.folder().resolve(name));
    }
}
