package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.ArrayList;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
    /** As Java tells of a process that a signal ended: this and the signal's number. */
    private static final int SIGNALLED = 128;

    private static final int SHORT = 150;
    private static final int LONG = 10_000;

    /** Whose model, and by which backend. */
    private enum Kind {
        WHISPER("tiny-whisper", OnnxBackend.ID),
        PARAKEET("tiny-tdt", OnnxParakeetBackend.ID);

        private final String model;
        private final String backend;

        Kind(String model, String backend) {
            this.model = model;
            this.backend = backend;
        }

        /** Names what loading opens; they are damaged in turns. */
        List<String> files() {
            return switch (this) {
                case WHISPER -> OnnxLayout.of(OnnxLayout.FP32).files();
                case PARAKEET -> TdtLayout.of(OnnxLayout.FP32).files();
            };
        }
    }

    @TempDir
    Path folder;

    /** Not in the folder of the model. */
    @TempDir
    Path apart;

    private int seen;

    private final Map<String, Integer> answers = new TreeMap<>();
    private final ExecutorService reading = Executors.newSingleThreadExecutor();
    private @Nullable Process loader;

    @AfterEach
    void end() {
        reading.shutdownNow();
        if (loader != null) {
            loader.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDamagedFileIsRefusedOrWorks(Kind kind) throws Exception {
        loadDamaged(kind, SHORT);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("hours")
    void everyOneOfTenThousandDamagedFilesIsRefusedOrWorks(Kind kind) throws Exception {
        loadDamaged(kind, LONG);
    }

    private void loadDamaged(Kind kind, int cases) throws Exception {
        TinyModel.copy(kind.model, folder);
        List<String> files = kind.files();
        for (int i = 0; i < cases; i++) {
            String name = files.get(i % files.size());
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, damaged(whole, new Random(SEED + i)));
            String answer = load(kind, "case " + i + ", " + name);
            answers.merge(answer, 1, Integer::sum);
            Files.write(file, whole);
        }
        assertEquals("transcribed", load(kind, "the whole model"));
        LOG.log(System.Logger.Level.INFO, "{0} damaged files of {1}: {2}", cases, kind, answers);
        assertTrue(answers.getOrDefault("refused", 0) > cases / 10, answers::toString);
        assertTrue(answers.getOrDefault("transcribed", 0) > cases / 50, answers::toString);
    }

    private String load(Kind kind, String about) throws Exception {
        Process process = loader == null || !loader.isAlive() ? start(kind) : loader;
        loader = process;
        PrintStream folders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        folders.println(folder);
        List<String> besides = new ArrayList<>();
        Future<String> answer = reading.submit(() -> answer(process.inputReader(StandardCharsets.UTF_8), besides));
        String said = answer.get(SOON_SECONDS, TimeUnit.SECONDS);
        besides.addAll(newErrors());
        if (said.isEmpty()) {
            assertTrue(process.waitFor(SOON_SECONDS, TimeUnit.SECONDS), about);
            // A signal is native code's; a virtual machine that ends by itself has an exception that nobody caught.
            assertTrue(process.exitValue() > SIGNALLED, () -> about + ": " + besides);
            LOG.log(System.Logger.Level.DEBUG, "{0}: the engine ended its process ({1})", about, process.exitValue());
            return "the engine ended its process";
        }
        assertFalse(said.startsWith("threw"), () -> about + ": " + said);
        assertFalse(besides.stream().anyMatch(ModelFuzzTest::isOfTrace), () -> about + ": " + besides);
        if (said.startsWith("refused")) {
            assertTrue(said.contains("; "), () -> about + ": " + said);
            assertFalse(said.contains("<line break>"), () -> about + ": " + said);
            assertFalse(said.contains("\tat ") || said.contains("Exception"), () -> about + ": " + said);
        }
        return said.substring(0, said.indexOf(' ') < 0 ? said.length() : said.indexOf(' '));
    }

    private static boolean isOfTrace(String line) {
        return line.startsWith("\tat ") || line.contains("Exception in thread");
    }

    /** What was written to standard error since the last look. */
    private List<String> newErrors() throws IOException {
        byte[] all = Files.readAllBytes(errors());
        String fresh = new String(all, seen, all.length - seen, StandardCharsets.UTF_8);
        seen = all.length;
        return fresh.lines().toList();
    }

    private Path errors() {
        return apart.resolve("errors.txt");
    }

    private static String answer(BufferedReader lines, List<String> besides) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(FuzzedLoader.ANSWER)) {
                return line.substring(FuzzedLoader.ANSWER.length());
            }
            besides.add(line);
        }
        return "";
    }

    private Process start(Kind kind) throws IOException, URISyntaxException {
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
                        FuzzedLoader.class.getName(),
                        kind.backend)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
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
