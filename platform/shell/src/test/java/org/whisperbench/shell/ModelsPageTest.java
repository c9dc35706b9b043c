package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.FakeHub;

/**
 * The screens of {@code docs/models.md}, which are what the commands print one after the other. With
 * {@code -Dwhisperbench.update-screens=true} they are written instead of compared.
 */
class ModelsPageTest {

    private static final Path PAGE = Path.of("../../docs/models.md");
    private static final Pattern SCREEN =
            Pattern.compile("<!-- store: ([^\\n]+?) -->\\n```\\n(.*?)(?<=\\n)```", Pattern.DOTALL);

    private static final Path COMMANDS = Path.of("../../docs/commands.md");
    private static final Pattern MACHINE =
            Pattern.compile("<!-- machine: ([^\\n]+?) -->\\n```\\n(.*?)(?<=\\n)```", Pattern.DOTALL);

    /** Rows of the last table: a message or several, and what to do. */
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\| [^|]+ \\|\\n");

    private static final Path SOURCES = Path.of("../core/src/main/java/org/whisperbench/platform");

    @TempDir
    Path folder;

    private int end;

    private String run(FakePlatform platform, String words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Answer answer =
                new CommandRunner(platform).run(List.of(words.split(" ", -1)), new ProgressLines(nowhere, () -> 0));
        return answer.text().replace(folder.resolve("hub").toString(), "~/.cache/huggingface/hub") + "\n";
    }

    private static String masked(String text) {
        return text.replaceAll("\\d+\\.\\d s\\b", "0.0 s");
    }

    private void damage() throws IOException {
        Path model = folder.resolve("hub/models--example--whisper/snapshots/" + FakeHub.COMMIT + "/model.bin")
                .toRealPath();
        byte[] content = Files.readAllBytes(model);
        content[1000] ^= 1;
        Files.write(model, content);
    }

    @Test
    void everyScreenIsWhatTheCommandPrints() throws IOException {
        byte[] weights = new byte[1_200_000];
        new Random(1).nextBytes(weights);
        String page = Files.readString(PAGE);
        StringBuilder updated = new StringBuilder();
        int screens = 0;
        try (FakeHub hub = FakeHub.start()) {
            hub.put(
                    "example/whisper",
                    FakeHub.COMMIT,
                    Map.of(
                            "config.json", "{}".getBytes(StandardCharsets.UTF_8),
                            "tokenizer.json", "{\"version\": 1}".getBytes(StandardCharsets.UTF_8),
                            "model.bin", weights));
            hub.put("example/gated", FakeHub.COMMIT, Map.of("config.json", new byte[1]));
            FakePlatform platform = new FakePlatform(folder, environment(hub), tiny());
            Matcher matcher = SCREEN.matcher(page);
            for (MatchResult screen : matcher.results().toList()) {
                String command = screen.group(1);
                if (command.startsWith("verify")) {
                    damage();
                }
                hub.gate(command.endsWith("gated") ? "somebody's" : "");
                String printed = run(platform, command).replace(hub.endpoint().toString(), "https://huggingface.co");
                updated.append(page, updated.isEmpty() ? 0 : end, screen.start(2))
                        .append(printed);
                end = screen.end(2);
                screens++;
                if (!Boolean.getBoolean("whisperbench.update-screens")) {
                    assertEquals(masked(screen.group(2)), masked(printed), command);
                }
            }
        }
        assertTrue(screens >= 5, "screens of '" + PAGE + "': " + screens);
        if (Boolean.getBoolean("whisperbench.update-screens")) {
            Files.writeString(PAGE, updated.append(page.substring(end)));
        }
    }

    private Map<String, String> environment(FakeHub hub) {
        return Map.of(
                "HOME", folder.resolve("home").toString(),
                "HF_ENDPOINT", hub.endpoint().toString(),
                "NO_PROXY", "*");
    }

    private FakeBackend tiny() {
        FakeBackend fake = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        ModelDescriptor tiny = ModelDescriptor.builder("tiny", new ModelSource.Repository("example/tiny", "main"))
                .files(List.of(ModelFile.unverified("config.json"), ModelFile.unverified("model.bin")))
                .build();
        return new FakeBackend(fake.info(), fake.availability(), List.of(tiny), fake.loader());
    }

    /** Each message of the table is put together of texts in the sources, so one that is worded anew has to be changed here. */
    @Test
    void theMessagesOfTheTableAreSaid() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String capability : List.of("download", "store")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(capability))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        String page = Files.readString(PAGE);
        List<MatchResult> rows = ROW.matcher(page.substring(page.indexOf("## What a message means")))
                .results()
                .toList();

        assertTrue(rows.size() > 15, "rows: " + rows.size());
        for (MatchResult row : rows) {
            for (String message : row.group(1).replaceAll("^`|`$", "").split("`, `", -1)) {
                for (String part : message.split(" ?… ?|, (?=twice)", -1)) {
                    assertTrue(sources.indexOf(part) >= 0, message);
                }
            }
        }
    }

    /**
     * Facts differ from machine to machine: what is compared is which lines there are, by what stands before two blanks or a
     * colon; reasons and rows of tables are left out.
     */
    @Test
    void theScreensOfTheMachineHaveTheLinesThatTheCommandsPrint() throws IOException {
        String page = Files.readString(COMMANDS);
        StringBuilder updated = new StringBuilder();
        int last = 0;
        int screens = 0;
        try (FakeHub hub = FakeHub.start()) {
            FakePlatform platform = platform(hub);
            for (MatchResult screen : MACHINE.matcher(page).results().toList()) {
                String printed = run(platform, screen.group(1));
                updated.append(page, last, screen.start(2)).append(printed);
                last = screen.end(2);
                screens++;
                if (!Boolean.getBoolean("whisperbench.update-screens")) {
                    assertEquals(labels(screen.group(2)), labels(printed), screen.group(1));
                }
            }
        }
        assertEquals(3, screens, "screens of '" + COMMANDS + "'");
        if (Boolean.getBoolean("whisperbench.update-screens")) {
            Files.writeString(COMMANDS, updated.append(page.substring(last)));
        }
    }

    private FakePlatform platform(FakeHub hub) {
        List<ModelDescriptor> models = new ArrayList<>();
        for (ModelSize size : List.of(ModelSize.TINY, ModelSize.BASE, ModelSize.SMALL)) {
            String name = size.name().toLowerCase(Locale.ROOT);
            byte[] weights = new byte[1_000_000 * (models.size() + 1)];
            new Random(1).nextBytes(weights);
            hub.put("example/" + name, FakeHub.COMMIT, Map.of("model.bin", weights));
            models.add(ModelDescriptor.builder(name, new ModelSource.Repository("example/" + name, "main"))
                    .size(size)
                    .files(List.of(ModelFile.unverified("model.bin")))
                    .build());
        }
        FakeBackend one = FakeBackend.hearing("example", folder.resolve("m"), "x");
        return new FakePlatform(
                folder, environment(hub), new FakeBackend(one.info(), one.availability(), models, one.loader()));
    }

    private static List<String> labels(String text) {
        return text.lines()
                .filter(line -> !line.startsWith(" ") && !line.startsWith("note: ") && !line.startsWith("example/"))
                .map(line -> line.replaceFirst("(  |: | of ).*", "").replaceAll("\\d+(\\.\\d+)?( [kMGT]?B)?", "0"))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
