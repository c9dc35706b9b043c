package org.whisperbench.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time limit as users type it: a number of seconds, minutes or hours, such as {@code 90s}, {@code 5m} or {@code 2h}. */
final class TimeLimit {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h|)");

    private TimeLimit() {}

    /** Reads a time; an empty text is none, as zero, and what is no positive time is empty. */
    static Optional<Duration> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "h" -> Duration.ofHours(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofSeconds(count);
                });
    }
}
