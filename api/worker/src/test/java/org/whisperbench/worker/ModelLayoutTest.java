package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelSize;

/** What backends share: layouts of folders, options, languages, programs, limits. */
final class ModelLayoutTest {

    @TempDir
    Path folder;

    private static final ModelLayout LAYOUT =
            ModelLayout.of("a").oneOf("b", "c").optionally("d").without("e");

    private List<String> described(String... files) throws IOException {
        Path model = Files.createTempDirectory(folder, "m");
        for (String file : files) {
            Files.writeString(model.resolve(file), "x");
        }
        return LAYOUT.describe(model.toString())
                .map(found -> found.files().stream().map(f -> f.path()).toList())
                .orElse(List.of());
    }

    @Test
    void aFolderIsAModelWhereItsFilesAreThere() throws IOException {
        assertEquals(List.of("a", "b"), described("a", "b", "c"));
        assertEquals(List.of("a", "c", "d"), described("a", "c", "d"));
        assertEquals(List.of(), described("a"));
        assertEquals(List.of(), described("b"));
        assertEquals(List.of(), described("a", "b", "e"));
        for (String none : List.of("", "relative", "a\0b", "/")) {
            assertTrue(LAYOUT.describe(none).isEmpty());
        }
    }

    @Test
    void aLayoutMayKnowHowLongLoadingTakes() throws IOException {
        Files.writeString(folder.resolve("a"), "x");
        ModelLayout slow = ModelLayout.of("a").loadedWithin(Duration.ofHours(1));

        assertEquals(
                Duration.ofHours(1),
                slow.describe(folder.toRealPath().toString()).orElseThrow().loadLimit());
    }

    @Test
    void optionsAreTakenOneByOneAndTheRestIsRefused() {
        AskedOptions asked = AskedOptions.of("b", Map.of("w", "x", "n", "0.5", "f", "true", "left", "1"));

        assertEquals("x", asked.word("w", "y", Set.of("x", "y")));
        assertEquals(0.5, asked.number("n", 0, 0, 1));
        assertTrue(asked.flag("f"));
        assertThrows(BackendException.class, asked::end);
        AskedOptions wrong = AskedOptions.of("b", Map.of("w", "z", "n", "2", "f", "maybe"));
        assertThrows(BackendException.class, () -> wrong.word("w", "y", Set.of("x")));
        assertThrows(BackendException.class, () -> wrong.number("n", 0, 0, 1));
        assertThrows(BackendException.class, () -> wrong.flag("f"));
    }

    @Test
    void languagesAreReducedToThoseOfWhisper() {
        assertEquals("pt", WhisperLanguages.of("pt-BR", true));
        assertEquals("auto", WhisperLanguages.of("auto", true));
        assertEquals("en", WhisperLanguages.of("auto", false));
        assertThrows(BackendException.class, () -> WhisperLanguages.of("xx", true));
        assertThrows(BackendException.class, () -> WhisperLanguages.of("de", false));
        assertTrue(WhisperLanguages.englishOnlyDoesNotTranslate().getMessage() != null);
    }

    @Test
    void largeAndCompiledModelsMayTakeLonger() {
        for (ModelSize size : ModelSize.values()) {
            assertTrue(LoadLimits.reading(size).toMinutes() >= 2);
            assertTrue(LoadLimits.compiling(size).compareTo(LoadLimits.reading(size)) > 0);
        }
    }

    @Test
    void programsAreAskedAndFoundInTheOrderOfPath() throws Exception {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(first.resolve("tool"), "no program");
        Path tool = Files.writeString(second.resolve("tool"), "#!/bin/sh\necho one; echo \"$1\"\n");
        assertTrue(tool.toFile().setExecutable(true));
        String path = String.join(":", "relative", "", "bad\0path", first.toString(), second.toString());

        assertEquals(Optional.of(tool), InstalledTool.find("tool", path, "Linux"));
        assertEquals(Optional.empty(), InstalledTool.find("tool", second.toString(), "Windows 11"));
        assertTrue(InstalledTool.find("no-such-program-anywhere", "sh").isPresent());
        assertEquals(Optional.of(tool), InstalledTool.chosen("", "tool", path, "Linux"));
        for (String wrong : List.of("tool", first.resolve("tool").toString(), folder.toString())) {
            assertEquals(Optional.empty(), InstalledTool.chosen(wrong, "tool", path, "Linux"), wrong);
        }
        assertEquals(List.of("one", "--version"), ToolAnswer.of(tool, "--version"));
        assertEquals(List.of(), ToolAnswer.of(folder.resolve("none")));
    }

    @Test
    void aChangeOfIdentityNamesWhatDiffers() {
        LoadedIdentity before = LoadedIdentity.builder("m").device("cuda").build();
        LoadedIdentity now = LoadedIdentity.builder("m").device("cpu").build();

        assertEquals("device was 'cuda', is 'cpu'", IdentityChange.between(before, now));
    }
}
