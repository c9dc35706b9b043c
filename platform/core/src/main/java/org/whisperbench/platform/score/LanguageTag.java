package org.whisperbench.platform.score;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** Languages as corpora and engines name them: {@code en}, {@code en-US}, {@code eng} and {@code English} are one. */
final class LanguageTag {

    /** Codes of ISO 639-2 that libraries use, and old ones of ISO 639-1, of which Java knows only the others. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("alb", "sq"),
            Map.entry("arm", "hy"),
            Map.entry("baq", "eu"),
            Map.entry("bur", "my"),
            Map.entry("chi", "zh"),
            Map.entry("cze", "cs"),
            Map.entry("dut", "nl"),
            Map.entry("fre", "fr"),
            Map.entry("geo", "ka"),
            Map.entry("ger", "de"),
            Map.entry("gre", "el"),
            Map.entry("ice", "is"),
            Map.entry("in", "id"),
            Map.entry("iw", "he"),
            Map.entry("ji", "yi"),
            Map.entry("jw", "jv"),
            Map.entry("mac", "mk"),
            Map.entry("mao", "mi"),
            Map.entry("may", "ms"),
            Map.entry("per", "fa"),
            Map.entry("rum", "ro"),
            Map.entry("slo", "sk"),
            Map.entry("tib", "bo"),
            Map.entry("wel", "cy"));

    private static final Map<String, String> CODES = codes();

    private LanguageTag() {}

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOLanguages()) {
            if (OTHERS.containsKey(code)) {
                continue;
            }
            Locale language = Locale.forLanguageTag(code);
            codes.put(language.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
            try {
                codes.put(language.getISO3Language(), code);
            } catch (MissingResourceException e) {
                codes.putIfAbsent(code, code); // it has no code of three letters
            }
        }
        codes.putAll(OTHERS);
        return Map.copyOf(codes);
    }

    /** The lower-case code of two letters, where there is one; else the first part of what it is called. */
    static String primary(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        String whole = CODES.get(lower);
        if (whole != null) {
            return whole;
        }
        String first = lower.split("[-_]", 2)[0];
        return CODES.getOrDefault(first, first);
    }
}
