package org.whisperbench.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.DecodingOption;

/**
 * What a result tells of how it was decoded. The number of beams is told as {@code beam-size} or in the words of
 * {@code decoding}: {@code greedy}, {@code beam search, 5}, or words that begin with {@code sampling}.
 *
 * @param effective the options in force, by name
 */
record ToldDecoding(Map<String, String> effective) {

    private static final String DECODING = "decoding";
    private static final String SAMPLING = "sampling";
    private static final Pattern BEAMS = Pattern.compile("beam search, (\\d+)");
    private static final List<String> ALWAYS = List.of("language", "task", "timestamps");
    /** What engines say of the text before a window. */
    private static final Map<String, String> PREVIOUS = Map.of("prompt", "true", "unused", "false");

    /** What an option's value was, or empty if nothing is told of it. */
    Optional<String> value(DecodingOption option) {
        Optional<String> named = told(option.key());
        return switch (option) {
            case BEAM_SIZE -> named.or(this::beams);
            case CONDITION_ON_PREVIOUS_TEXT ->
                named.or(() -> told("previous-text").map(words -> PREVIOUS.getOrDefault(words, words)));
            default -> named;
        };
    }

    private Optional<String> told(String name) {
        return Optional.ofNullable(effective.get(name));
    }

    private Optional<String> beams() {
        Matcher search = BEAMS.matcher(effective.getOrDefault(DECODING, ""));
        if (search.matches()) {
            return Optional.of(search.group(1));
        }
        return told(DECODING).filter(words -> words.equals("greedy")).map(greedy -> "1");
    }

    /** What is missing, and what contradicts itself. */
    List<String> problems(String when) {
        List<String> problems = new ArrayList<>();
        for (String name : ALWAYS) {
            if (told(name).isEmpty()) {
                problems.add(when + " it does not tell '" + name + "'");
            }
        }
        Optional<String> search = told(DECODING);
        Optional<String> beams = told(DecodingOption.BEAM_SIZE.key());
        if (search.isEmpty() && beams.isEmpty()) {
            problems.add(when + " it tells neither 'decoding' nor 'beam-size': nobody knows how text was searched for");
        }
        if (beams.isPresent() && beams().isPresent() && !same(beams.get(), beams().get())) {
            problems.add(
                    when + " it tells 'decoding' as '" + search.get() + "' and 'beam-size' as '" + beams.get() + "'");
        }
        told(DecodingOption.TEMPERATURE.key())
                .filter(temperature ->
                        search.isPresent() && draws(temperature) != search.get().startsWith(SAMPLING))
                .ifPresent(temperature -> problems.add(
                        "%s it tells temperature %s and 'decoding' as '%s': tokens are drawn above 0, and only there"
                                .formatted(when, temperature, search.get())));
        return problems;
    }

    private static boolean draws(String temperature) {
        return !same(temperature.split(",", -1)[0], "0");
    }

    /** Whether two values are one: numbers whatever their digits, else the same text. */
    static boolean same(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            // They are words.
            return one.equals(other);
        }
    }
}
