package org.whisperbench.platform.score;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;

/**
 * Something to hold our own results against that no package index has, so that its place must be said: as a system property
 * ({@code -Dwhisperbench.jiwer=PATH}) or as a variable of the environment ({@code WHISPERBENCH_JIWER=PATH}).
 *
 * @param name what the property's name ends with
 * @param what it is, for whoever reads why a test was skipped
 */
record Original(String name, String what) {

    /** The scorer that our counts are said to agree with. */
    static final Original JIWER = new Original("jiwer", "the folder 'src' of a checkout of jitsi/jiwer");

    /** The normalizer of the Open ASR Leaderboard. */
    static final Original LEADERBOARD =
            new Original("leaderboard", "a checkout of huggingface/open_asr_leaderboard at d1e99b2");

    /** The table of spellings that both English normalizers are published with. */
    static final Original SPELLINGS =
            new Original("spellings", "the file whisper/normalizers/english.json of a checkout of openai/whisper");

    /** Returns where it is; a test that needs it is skipped, and says by name what it lacks, if nobody says so. */
    Path path() {
        String variable = "WHISPERBENCH_" + name.toUpperCase(Locale.ROOT);
        String said = System.getProperty("whisperbench." + name, System.getenv().getOrDefault(variable, ""));
        Assumptions.assumeFalse(
                said.isBlank(),
                "not held against %s: nobody says where %s is (-Dwhisperbench.%s=PATH, or %s)"
                        .formatted(name, what, name, variable));
        Path path = Path.of(said);
        if (!Files.exists(path)) {
            throw new AssertionError("'%s' does not exist; %s is %s".formatted(path, variable, what));
        }
        return path;
    }
}
