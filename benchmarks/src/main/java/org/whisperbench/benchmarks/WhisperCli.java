package org.whisperbench.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * whisper.cpp's own program for files, {@code examples/cli} there: greedy, without fallback, timestamps and previous text.
 *
 * @param program where it is
 * @param model a model in GGML format
 * @param threads how many compute
 */
record WhisperCli(Path program, Path model, int threads) {

    private static final int THOUSAND = 1000;

    /**
     * What it said of one file.
     *
     * @param seconds all of it but loading the model
     * @param windows how often it encoded
     * @param tokens how many it decoded
     */
    record Run(double seconds, int windows, int tokens) {}

    Run run(Path wav) throws IOException, InterruptedException {
        String[] command = {
            program.toString(),
            "-m",
            model.toString(),
            "-f",
            wav.toString(),
            "-t",
            Integer.toString(threads),
            "-bs",
            "1",
            "-bo",
            "1",
            "-mc",
            "0",
            "-nf",
            "-nt"
        };
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new WhisperException(ErrorKind.EXTERNAL, "'" + program + "' failed: " + said);
        }
        double all = number(said, "total time =\\s+([0-9.]+) ms");
        double loading = number(said, "load time =\\s+([0-9.]+) ms");
        return new Run((all - loading) / THOUSAND, (int) number(said, "encode time = .* ms /\\s+([0-9]+) runs"), (int)
                number(said, "decode time = .* ms /\\s+([0-9]+) runs"));
    }

    private static double number(String said, String line) {
        Matcher matcher = Pattern.compile(line).matcher(said);
        if (!matcher.find()) {
            throw new WhisperException(ErrorKind.EXTERNAL, "whisper-cli does not tell '" + line + "': " + said);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
