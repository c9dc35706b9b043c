package org.whisperbench.worker;

import java.util.Locale;
import java.util.Set;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;

/**
 * The 99 languages that every multilingual Whisper knows, see {@code tokenizer.py} of openai/whisper. Engines take a language
 * that they do not know for another one, or fail in words of their own; so it is refused before.
 */
public final class WhisperLanguages {

    private static final Set<String> ALL = Set.of(("en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk"
                    + " el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne"
                    + " mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my"
                    + " bo tl mg as tt haw ln ha ba jw su")
            .split(" "));

    private WhisperLanguages() {}

    /**
     * Reduces what the user asked for to a language of Whisper's.
     *
     * @param asked a tag such as {@code pt-BR}, or {@link TranscribeOptions#AUTO}
     * @param multilingual whether the model knows more than English
     * @return such as {@code pt}; {@link TranscribeOptions#AUTO} only with a multilingual model
     * @throws BackendException if the model does not know it ({@link ErrorKind#USER})
     */
    public static String of(String asked, boolean multilingual) {
        String primary = primary(asked);
        boolean auto = primary.equals(TranscribeOptions.AUTO);
        if (!multilingual) {
            if (!auto && !primary.equals("en")) {
                throw new BackendException(
                        ErrorKind.USER,
                        "language '" + asked + "' is not possible with an English-only model; use a multilingual one");
            }
            return "en";
        }
        if (!auto && !ALL.contains(primary)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "language '" + asked + "' is none that Whisper knows; use 'auto' or one such as 'en'");
        }
        return primary;
    }

    /**
     * Returns the first part of a tag.
     *
     * @param tag such as {@code pt-BR}
     * @return such as {@code pt}
     */
    public static String primary(String tag) {
        return tag.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    }

    /**
     * Refuses to translate.
     *
     * @return what to throw ({@link ErrorKind#USER})
     */
    public static BackendException englishOnlyDoesNotTranslate() {
        return new BackendException(ErrorKind.USER, "an English-only model does not translate; use a multilingual one");
    }
}
