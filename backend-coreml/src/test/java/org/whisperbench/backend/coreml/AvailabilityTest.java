package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.worker.InstalledTool;

/** Where whisper.cpp can run, by table: these machines are not here. */
final class AvailabilityTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, debian-amd64, true",
        "Linux, aarch64, debian-arm64, true",
        "Linux, riscv64, debian-riscv64, false",
        "Mac OS X, aarch64, macos-arm64, true",
        "Mac OS X, x86_64, macos-amd64, true",
        "Windows 11, amd64, win-amd64, true",
        "Windows 11, aarch64, win-arm64, false",
        "FreeBSD, amd64, freebsd-amd64, false"
    })
    void theBindingRunsWhereItsLibraryIs(String system, String processor, String platform, boolean supported) {
        JniPlatform found = JniPlatform.of(system, processor);

        assertEquals(platform, found.folder());
        assertEquals(supported, found.isSupported());
        Availability availability = WhisperRuntime.availability(found, Optional.empty(), Optional.empty());
        assertEquals(supported, availability.isAvailable());
        if (!supported) {
            Availability.Unavailable no = assertInstanceOf(Availability.Unavailable.class, availability);
            assertTrue(no.reason().contains(platform) && no.remedy().contains("whisper-server"), no::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"FreeBSD, amd64", "Linux, riscv64", "Linux, amd64"})
    void anInstalledProgramRunsEverywhere(String system, String processor) {
        JniPlatform platform = JniPlatform.of(system, processor);
        Optional<Path> server = Optional.of(Path.of("/opt/bin/whisper-server"));
        Optional<Path> cli = Optional.of(Path.of("/opt/bin/whisper-cli"));

        assertEquals(new Availability.Available("unknown"), WhisperRuntime.availability(platform, server, cli));
        assertEquals(
                new Availability.Available("unknown"), WhisperRuntime.availability(platform, server, Optional.empty()));
        assertEquals(
                new Availability.Available(platform.isSupported() ? WhisperRuntime.bindingVersion() : "unknown"),
                WhisperRuntime.availability(platform, Optional.empty(), cli));
    }

    @Test
    void theNamesOfLanguagesAreThoseThatWhisperKnows() {
        for (String[] one : new String[][] {
            {"english", "en"}, {"haitian creole", "ht"}, {"cantonese", "yue"}, {"javanese", "jw"}, {"sundanese", "su"}
        }) {
            assertEquals(Optional.of(one[1]), LanguageNames.tag(one[0]));
        }
        assertEquals(Optional.empty(), LanguageNames.tag("klingon"));
    }

    @Test
    void programsAreFoundInTheOrderOfPath() throws IOException {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(first.resolve("tool"), "no program");
        Path tool = Files.writeString(second.resolve("tool"), "#!/bin/sh\n");
        assertTrue(tool.toFile().setExecutable(true));
        String path = String.join(":", "relative", "", "bad\0path", first.toString(), second.toString());

        assertEquals(Optional.of(tool), InstalledTool.find("tool", path, "Linux"));
        assertEquals(Optional.empty(), InstalledTool.find("other", path, "Linux"));
        assertEquals(Optional.empty(), InstalledTool.find("tool", second.toString(), "Windows 11"));
    }

    @Test
    void theTableOfModelsIsUpstreams() {
        List<ModelDescriptor> models = WhisperCppModels.all();
        ModelDescriptor turbo = models.stream()
                .filter(m -> m.name().equals("large-v3-turbo-q5_0"))
                .findFirst()
                .orElseThrow();

        assertEquals(30, models.size());
        assertEquals("whisper-large-v3-turbo", turbo.family());
        assertEquals("q5_0", turbo.precision());
        assertEquals("ggerganov/whisper.cpp@main", turbo.source().display());
        assertEquals(List.of(ModelFile.unverified("ggml-large-v3-turbo-q5_0.bin")), turbo.files());
    }

    @Test
    void onlyFilesInGgmlAreDescribed() throws IOException {
        Path file = Files.writeString(folder.resolve("ggml-own.bin"), "x");

        assertEquals(
                "ggml-own",
                WhisperCppModels.describe(file.toString()).orElseThrow().name());
        assertEquals(
                "me/models@v2",
                WhisperCppModels.describe("me/models@v2#ggml-own.bin")
                        .orElseThrow()
                        .source()
                        .display());
        for (String none : List.of("", "me/models", "me/../models#a.bin", folder.toString(), "a:b\0")) {
            assertTrue(WhisperCppModels.describe(none).isEmpty(), none);
        }
    }

    /** whisper.cpp itself takes a language that it does not know for another token. */
    @Test
    void languagesAreReducedToThoseThatWhisperKnows() {
        TranscribeOptions options = TranscribeOptions.defaults();

        assertEquals(
                "pt", DecodingOptions.of(options.withLanguage("pt-BR"), true).language());
        assertEquals("auto", DecodingOptions.of(options, true).language());
        assertThrows(BackendException.class, () -> DecodingOptions.of(options.withLanguage("xx"), true));
    }
}
