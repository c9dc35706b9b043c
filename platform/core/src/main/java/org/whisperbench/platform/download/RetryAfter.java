package org.whisperbench.platform.download;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a server asks to wait: the {@code t} of {@code RateLimit: "api";r=0;t=55} where nothing is left, or
 * {@code Retry-After} in seconds or as a date (RFC 9110, section 10.2.3).
 */
final class RetryAfter {

    private static final Pattern LIMIT = Pattern.compile(";\\s*r=0\\b.*;\\s*t=(\\d{1,6})");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {}

    static Duration of(Reply reply) {
        Matcher limit = LIMIT.matcher(reply.header("RateLimit"));
        Duration wait = limit.find()
                ? Duration.ofSeconds(Long.parseLong(limit.group(1)))
                : parse(reply.header("Retry-After"), Instant.now());
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    static Duration parse(String value, Instant now) {
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant then = value.isEmpty()
                    ? now
                    : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
