package org.whisperbench.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * whisper.cpp's own program for measuring, {@code examples/bench} there: it encodes a silent window, and then decodes 256
 * tokens one after another.
 *
 * @param program where it is
 * @param model a model in GGML format
 * @param threads how many compute
 */
record WhisperBench(Path program, Path model, int threads) {

    private static final int THOUSAND = 1000;

    /**
     * What it said of one run.
     *
     * @param encodeSeconds a window
     * @param tokenSeconds one token, mean over 256
     */
    record Run(double encodeSeconds, double tokenSeconds) {}

    Run run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(), "-m", model.toString(), "-t", Integer.toString(threads), "-w", "0")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new WhisperException(ErrorKind.EXTERNAL, "'" + program + "' failed: " + said);
        }
        return new Run(seconds(said, "encode"), seconds(said, "decode"));
    }

    /** Reads a line such as {@code whisper_print_timings: encode time = 399.12 ms / 1 runs ( 399.12 ms per run)}. */
    private static double seconds(String said, String stage) {
        Matcher line =
                Pattern.compile(stage + " time = .*\\(\\s*([0-9.]+) ms per run").matcher(said);
        if (!line.find()) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "whisper-bench does not tell its " + stage + " time: " + said);
        }
        return Double.parseDouble(line.group(1)) / THOUSAND;
    }
}
