package org.whisperbench.shell;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.Pace;
import picocli.CommandLine.Option;

/** How often what is measured. */
final class PaceFlags {

    private static final long MEGABYTE = 1_000_000;

    @Option(
            names = {"-n", "--runs"},
            paramLabel = "N",
            description = "measured passes over the audio; without '--min-time' exactly so many (default: at least 5)")
    private @Nullable Integer runs;

    @Option(
            names = "--min-time",
            paramLabel = "TIME",
            description = "go on until the passes of a model took this long together, such as 10s (default: 3s)")
    private @Nullable String leastTime;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "1",
            description = "passes before them that are not measured (default: 1)")
    private int warmups = 1;

    @Option(
            names = "--loads",
            paramLabel = "N",
            defaultValue = "2",
            description = "how often each model is loaded before; the first load is the cold one (default: 2)")
    private int loads = 2;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "0",
            description = "how often a model that fails is begun again; every attempt is recorded (default: 0)")
    private int retries;

    @Option(
            names = "--cooldown",
            paramLabel = "TIME",
            defaultValue = "",
            description = "pause before each measured pass, such as 5s (default: none)")
    private String cooldown = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "shuffle the models in each round by this seed (default: A B A B)")
    private @Nullable Long seed;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            description = "models whose files together are larger are measured in blocks, one block after the other"
                    + " (default: half of the machine's memory)")
    private @Nullable Long memory;

    Pace pace() {
        int passes = runs == null ? Pace.STANDARD.runs() : runs;
        if (passes < 1 || warmups < 0) {
            throw user("'--runs %d --warmup %d' measures nothing; give at least 1 run and 0 warm-ups"
                    .formatted(passes, warmups));
        }
        if (loads < 1 || retries < 0) {
            throw user("'--loads %d --retries %d' cannot be done; give at least 1 load and 0 retries"
                    .formatted(loads, retries));
        }
        return new Pace(
                passes,
                leastTime(),
                warmups,
                loads,
                retries,
                time("--cooldown", cooldown),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    }

    private Duration leastTime() {
        String text = leastTime;
        if (text != null) {
            return time("--min-time", text);
        }
        return runs == null ? Pace.STANDARD.leastTime() : Duration.ZERO;
    }

    OptionalLong memoryBytes() {
        Long megabytes = memory;
        if (megabytes == null) {
            return OptionalLong.empty();
        }
        if (megabytes < 1 || megabytes > Long.MAX_VALUE / MEGABYTE) {
            throw user("'--memory %d' is no size in megabytes; give 1 or more".formatted(megabytes));
        }
        return OptionalLong.of(megabytes * MEGABYTE);
    }

    private static Duration time(String option, String text) {
        return TimeLimit.parse(text)
                .orElseThrow(() ->
                        user("'%s %s' is no time; give a number of seconds, minutes or hours, such as 90s, 5m or 2h"
                                .formatted(option, text)));
    }

    private static WhisperException user(String message) {
        return new WhisperException(ErrorKind.USER, message);
    }
}
