package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperBackend;

/**
 * Damaged files of a model, loaded in a process of their own, which is where the platform loads models: each is refused in one
 * line or works all the same, soon. The engine may end its process on a file that only its own code reads; nothing of that
 * reaches the process that asked.
 */
final class ModelFuzzTest {

    private static final System.Logger LOG = System.getLogger(ModelFuzzTest.class.getName());
    private static final int SEED = 20_261_126;
    private static final long SOON_SECONDS = 120;
    private static final List<String> FILES = List.of(
            OnnxLayout.CONFIG,
            OnnxLayout.GENERATION,
            OnnxLayout.FEATURES,
            OnnxLayout.TOKENIZER,
            "onnx/encoder_model.onnx",
            "onnx/decoder_model_merged.onnx");

    @TempDir
    Path folder;

    private final Map<String, Integer> answers = new TreeMap<>();
    private final ExecutorService reading = Executors.newSingleThreadExecutor();
    private @Nullable Process loader;

    @BeforeEach
    void copy() throws IOException {
        TinyModel.copy("tiny-whisper", folder);
    }

    @AfterEach
    void end() {
        reading.shutdownNow();
        if (loader != null) {
            loader.destroyForcibly();
        }
    }

    @Test
    void everyDamagedFileIsRefusedOrWorks() throws Exception {
        loadDamaged(150);
    }

    @Test
    @Tag("hours")
    void everyOneOfTenThousandDamagedFilesIsRefusedOrWorks() throws Exception {
        loadDamaged(10_000);
    }

    private void loadDamaged(int cases) throws Exception {
        for (int i = 0; i < cases; i++) {
            String name = FILES.get(i % FILES.size());
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, damaged(whole, new Random(SEED + i)));
            String answer = load("case " + i + ", " + name);
            answers.merge(answer, 1, Integer::sum);
            Files.write(file, whole);
        }
        assertTrue(load("the whole model").equals("transcribed"));
        LOG.log(System.Logger.Level.INFO, "{0} damaged files: {1}", cases, answers);
        assertTrue(answers.getOrDefault("refused", 0) > cases / 10, answers::toString);
        assertTrue(answers.getOrDefault("transcribed", 0) > cases / 50, answers::toString);
    }

    private String load(String about) throws Exception {
        Process process = loader == null || !loader.isAlive() ? start() : loader;
        loader = process;
        PrintStream folders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        folders.println(folder);
        Future<String> answer = reading.submit(() -> answer(process.inputReader(StandardCharsets.UTF_8)));
        String said = answer.get(SOON_SECONDS, TimeUnit.SECONDS);
        if (said.isEmpty()) {
            assertTrue(process.waitFor(SOON_SECONDS, TimeUnit.SECONDS), about);
            LOG.log(System.Logger.Level.DEBUG, "{0}: the engine ended its process ({1})", about, process.exitValue());
            return "the engine ended its process";
        }
        assertFalse(said.startsWith("threw"), () -> about + ": " + said);
        if (said.startsWith("refused")) {
            assertTrue(said.contains("; "), () -> about + ": " + said);
            assertFalse(said.contains("<line break>"), () -> about + ": " + said);
            assertFalse(said.contains("\tat ") || said.contains("Exception"), () -> about + ": " + said);
        }
        return said.substring(0, said.indexOf(' ') < 0 ? said.length() : said.indexOf(' '));
    }

    private static String answer(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(FuzzedLoader.ANSWER)) {
                return line.substring(FuzzedLoader.ANSWER.length());
            }
        }
        return "";
    }

    private Process start() throws IOException, URISyntaxException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                place(OnnxBackend.class),
                                place(WhisperBackend.class),
                                place(FuzzedLoader.class)),
                        FuzzedLoader.class.getName())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static byte[] damaged(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int damages = 1 + random.nextInt(4);
        for (int i = 0; i < damages; i++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ (1 << random.nextInt(8)));
        }
        int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return Arrays.copyOf(bytes, length);
    }
}
