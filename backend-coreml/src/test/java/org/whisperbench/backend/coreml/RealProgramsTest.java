package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.RecordedProgram;
import org.whisperbench.worker.InstalledTool;

/**
 * The conversations of {@link RecordedCliTest} and {@link RecordedServerTest} with the real programs, where there are any: on
 * {@code PATH}, or where the variables {@code WHISPERBENCH_TOOL_WHISPER_CLI} and {@code WHISPERBENCH_TOOL_WHISPER_SERVER} say.
 * What was recorded is held against what they say now.
 */
@Timeout(300)
final class RealProgramsTest {

    @TempDir
    Path folder;

    private static Path real(String name) {
        String variable = "WHISPERBENCH_TOOL_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return InstalledTool.find(name)
                .orElseGet(() -> Assumptions.abort("no '" + name + "' on PATH, and none named by " + variable));
    }

    private static SpeechModel load(String runtime, Path program) throws InterruptedException {
        LoadOptions options = LoadOptions.defaults()
                .withThreads(1)
                .withDevice("cpu")
                .withExtra(Map.of("runtime", runtime, runtime, program.toString()));
        return new WhisperCppBackend().load(Checkout.nano(), options, Progress.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli", "server"})
    void whatTheProgramTellsIsTold(String runtime) throws Exception {
        Path program = real("whisper-" + runtime);
        Checkout.Speech sample = Checkout.samples().get(0);
        try (SpeechModel model = load(runtime, program)) {
            LoadedIdentity identity = model.identity();
            Transcription result = model.transcribe(
                    sample.audio(),
                    TranscribeOptions.defaults().withExtra(Map.of("fallback", "true", "beam-size", "2")),
                    Progress.none());

            assertTrue(identity.engineVersion().matches("\\d+\\.\\d+\\.\\d+(-dev)?"), identity::toString);
            assertEquals("f16", identity.precision());
            assertEquals(program.toString(), identity.effective().get("runtime"));
            assertTrue(String.valueOf(identity.effective().get("system")).contains("COREML = "), identity::toString);
            assertEquals("false", identity.effective().get("coreml"), "no encoder was named");
            assertEquals("1", identity.effective().get("threads"));
            assertEquals(List.of(Checkout.NANO_GGML), identity.files());
            assertEquals(sample.text(), result.text());
            assertFalse(result.segments().isEmpty());
            assertTrue(result.segments().stream().allMatch(s -> s.start().compareTo(s.end()) < 0), result::toString);
            assertEquals("en", result.language());
            assertEquals("true", result.effective().get("fallback"));
            assertEquals("beam search, 2", result.effective().get("decoding"));
        }
    }

    /** Random numbers detect some language; the programs name it each in its own way. */
    @ParameterizedTest
    @ValueSource(strings = {"cli", "server"})
    void aDetectedLanguageIsToldAsDetected(String runtime) throws Exception {
        Path program = real("whisper-" + runtime);
        LoadOptions options = LoadOptions.defaults()
                .withThreads(1)
                .withDevice("cpu")
                .withExtra(Map.of("runtime", runtime, runtime, program.toString()));
        try (SpeechModel model = new WhisperCppBackend().load(MultilingualGgml.in(folder), options, Progress.none())) {
            Checkout.Speech sample = Checkout.samples().get(0);
            Transcription heard = model.transcribe(sample.audio(), TranscribeOptions.defaults(), Progress.none());
            Transcription asked = model.transcribe(
                    sample.audio(), TranscribeOptions.defaults().withLanguage("cy"), Progress.none());

            assertTrue(heard.language().matches("[a-z]{2,3}"), heard::toString);
            assertEquals(heard.language() + ", detected", heard.effective().get("language"));
            assertEquals("cy", asked.language());
            assertEquals("cy", asked.effective().get("language"));
        }
    }

    /** An encoder that no Core ML compiled: programs without Core ML do not look at it, and nobody says that they did. */
    @ParameterizedTest
    @ValueSource(strings = {"cli", "server"})
    void anEncoderIsNotReportedWhereTheProgramDoesNotSaySo(String runtime) throws Exception {
        Path program = real("whisper-" + runtime);
        Path encoder = Files.createDirectories(folder.resolve("ggml-nano-encoder.mlmodelc"));
        Files.writeString(encoder.resolve("coremldata.bin"), "x");
        Map<String, String> extra =
                Map.of("runtime", runtime, runtime, program.toString(), "encoder", encoder.toString());
        LoadOptions options = LoadOptions.defaults().withThreads(1).withExtra(extra);
        Assumptions.assumeFalse(System.getProperty("os.name", "").startsWith("Mac"), "there it is looked at");

        try (SpeechModel model = new WhisperCppBackend().load(Checkout.nano(), options, Progress.none())) {
            assertEquals("false", model.identity().effective().get("coreml"));
            assertEquals(encoder.toString(), model.identity().effective().get("encoder"));
        }
    }

    /** It ends at once, since it knows none of the server's options. */
    @Test
    void anotherProgramInPlaceOfTheServerIsAFailureThatNamesIt() {
        Path other = real("whisper-cli");

        BackendException failure =
                assertThrows(BackendException.class, () -> load("server", other).close());

        assertEquals(ErrorKind.EXTERNAL, failure.kind(), failure::getMessage);
        assertTrue(String.valueOf(failure.getMessage()).contains("whisper-cli"), failure::getMessage);
    }

    @Test
    void everyOptionThatTheRecordingKnowsIsOneOfTheProgram() throws Exception {
        String help = output(List.of(real("whisper-cli").toString(), "--help"));
        String recording = resource("recorded_cli.py");
        Matcher known = Pattern.compile("known = \\{(.*)\\}").matcher(recording);
        assertTrue(known.find(), recording);
        List<String> missing = new ArrayList<>();
        Matcher option = Pattern.compile("\"(-\\w+)\"").matcher(known.group(1));
        while (option.find()) {
            if (!Pattern.compile("(?m)^\\s*" + option.group(1) + "[ ,]")
                    .matcher(help)
                    .find()) {
                missing.add(option.group(1));
            }
        }

        assertEquals(List.of(), missing, help);
    }

    @Test
    void theRecordedResultHasNoNameThatTheRealOneLacks() throws Exception {
        Path recorded = RecordedProgram.of(getClass(), "recorded_cli.py", folder.resolve("bin/whisper-cli"));
        Files.writeString(folder.resolve("bin/mode"), "well");

        Set<String> invented = names(result(recorded, "recorded"));
        invented.removeAll(names(result(real("whisper-cli"), "real")));

        assertEquals(Set.of(), invented);
    }

    private String result(Path program, String name) throws Exception {
        Path prefix = folder.resolve(name);
        Path wav = Checkout.samples().get(0).wav();
        List<String> command = new ArrayList<>(List.of(program.toString(), "-m", Checkout.NANO_GGML.toString()));
        command.addAll(List.of("-f", wav.toString(), "-oj", "-of", prefix.toString(), "-np", "-l", "en"));
        command.addAll(List.of("-bs", "1", "-bo", "1", "-tp", "0.0", "-mc", "0", "-nf", "-t", "1", "-ng"));
        String said = output(command);
        Path json = folder.resolve(name + ".json");
        assertTrue(Files.isRegularFile(json), said);
        return Files.readString(json, StandardCharsets.UTF_8);
    }

    private static Set<String> names(String json) {
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("\"(\\w+)\"\\s*:").matcher(json);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RealProgramsTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = new TreeMap<>(builder.environment());
        builder.environment().clear();
        builder.environment().put("PATH", environment.getOrDefault("PATH", ""));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), text);
        return text;
    }
}
