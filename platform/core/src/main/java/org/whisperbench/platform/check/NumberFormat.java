package org.whisperbench.platform.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number format by what it is, since each library has names of its own: {@code fp16}, {@code f16} and {@code float16} are
 * one format, {@code 4bit} and {@code q4} have as many bits.
 *
 * @param name the one name for floats; else the name in lower case
 * @param bits how many a quantised number has; 0 for floats
 */
record NumberFormat(String name, int bits) {

    private static final Map<String, String> FLOATS = Map.ofEntries(
            Map.entry("f16", "f16"),
            Map.entry("fp16", "f16"),
            Map.entry("float16", "f16"),
            Map.entry("f32", "f32"),
            Map.entry("fp32", "f32"),
            Map.entry("float32", "f32"),
            Map.entry("bf16", "bf16"),
            Map.entry("bfloat16", "bf16"));
    /** Those of GGML, which has several of as many bits. */
    private static final Pattern GGML = Pattern.compile("q\\d_\\d");

    private static final Pattern BITS =
            Pattern.compile("(?:u?int|q|bnb)(?<after>\\d{1,2})(?:[_f].*)?|(?<before>\\d{1,2})-?bits?");
    private static final int EIGHT = 8;

    /** The formats that a text names, such as {@code encoder fp32, decoder int8}; those that nobody knows are left out. */
    static List<NumberFormat> named(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[,+]", -1))
                .map(part -> part.strip().replaceFirst("^.*\\s", ""))
                .flatMap(word -> of(word).stream())
                .toList();
    }

    private static Optional<NumberFormat> of(String word) {
        String real = FLOATS.get(word);
        if (real != null) {
            return Optional.of(new NumberFormat(real, 0));
        }
        if (word.equals("quantized")) {
            return Optional.of(new NumberFormat(word, EIGHT));
        }
        Matcher bits = BITS.matcher(word);
        if (!bits.matches()) {
            return Optional.empty();
        }
        String digits = bits.group("after") == null ? bits.group("before") : bits.group("after");
        return Optional.of(new NumberFormat(word, Integer.parseInt(digits)));
    }

    /** Whether numbers of this format, loaded as the other, are still the same numbers. */
    boolean holdsAs(NumberFormat other) {
        if (GGML.matcher(name).matches() && GGML.matcher(other.name).matches()) {
            return name.equals(other.name);
        }
        boolean widened = bits == 0 && other.name.equals("f32");
        return widened || (bits == 0 ? name.equals(other.name) : bits == other.bits);
    }
}
