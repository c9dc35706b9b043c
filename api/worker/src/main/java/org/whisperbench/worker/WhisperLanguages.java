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
     * Tells in which language a text is, for {@link org.whisperbench.api.Transcription#effective}: one that the engine found
     * out is told as detected, so that nobody takes it for the user's word.
     *
     * @param asked what the engine was asked for, or {@link TranscribeOptions#AUTO}
     * @param heard what the engine says that it heard; {@code unknown} or empty where it says nothing
     * @return such as {@code de}, {@code de, detected}, or {@link TranscribeOptions#AUTO}
     */
    public static String told(String asked, String heard) {
        if (!asked.equals(TranscribeOptions.AUTO)) {
            return asked;
        }
        return heard.isEmpty() || heard.equals("unknown") ? asked : heard + ", detected";
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
