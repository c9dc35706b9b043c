package org.whisperbench.shell;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadOptions.Pace;
import picocli.CommandLine.Option;

/** How the network may be used. */
final class NetworkFlags {

    private static final Pattern RATE = Pattern.compile("(\\d{1,9})([kKmMgG]?)");

    @Option(
            names = "--max-workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "files to fetch at once (default: 3)")
    private int workers;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "8",
            description = "connections for one file of 32 MiB or more (default: 8)")
    private int connections;

    @Option(
            names = "--limit-rate",
            paramLabel = "RATE",
            defaultValue = "",
            description = "bytes a second of all together, such as 500k or 10M")
    private String rate = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "",
            description = "how long one model may take, such as 90s, 5m or 2h")
    private String timeout = "";

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "5",
            description = "how often to ask again after a failure that may pass (default: 5)")
    private int retries;

    @Option(
            names = "--mirror",
            paramLabel = "[OWNER/NAME=]URL",
            defaultValue = "",
            description =
                    "ask this server in place of the hub, for all repositories or one, or OWNER/*; several are separated by"
                            + " commas and asked in turn; no token is sent")
    private String mirror = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "",
            description =
                    "read the token from this file (default: HF_TOKEN, else the file that 'hf auth login' writes)")
    private String tokenFile = "";

    @Option(names = "--offline", description = "do not use the network")
    private boolean offline;

    DownloadOptions options(Mode mode) {
        if (workers < 1 || connections < 1 || retries < 0) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--max-workers %d --connections %d --retries %d' fetches nothing; give at least 1, 1 and 0"
                            .formatted(workers, connections, retries));
        }
        Pace pace = new Pace(workers, connections, bytesPerSecond(), time(), retries);
        return new DownloadOptions(pace, mirror, tokenFile, offline, mode);
    }

    private long bytesPerSecond() {
        Matcher match = RATE.matcher(rate);
        if (rate.isEmpty()) {
            return 0;
        }
        if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
            throw new WhisperException(
                    ErrorKind.USER, "'--limit-rate %s' is no rate; give one such as 500k or 10M".formatted(rate));
        }
        long factor = switch (match.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            case "g" -> 1_000_000_000;
            default -> 1;
        };
        return Long.parseLong(match.group(1)) * factor;
    }

    private Duration time() {
        return TimeLimit.parse(timeout)
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER,
                        "'--timeout %s' is no time; give one such as 90s, 5m or 2h".formatted(timeout)));
    }
}
