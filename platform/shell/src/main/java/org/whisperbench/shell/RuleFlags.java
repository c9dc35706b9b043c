package org.whisperbench.shell;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.score.SpellingTable;
import org.whisperbench.platform.score.TextRules;
import picocli.CommandLine.Option;

/** How texts are scored. */
final class RuleFlags {

    @Option(
            names = "--normalizer",
            paramLabel = "RULES",
            defaultValue = TextRules.AUTO,
            description = "what is done to texts before words are compared: none, basic, whisper-en, leaderboard-en, or"
                    + " auto, which is whisper-en where the language is English and basic elsewhere (default: auto)")
    private String normalizer = TextRules.AUTO;

    @Option(
            names = "--spellings",
            paramLabel = "FILE",
            description =
                    "table of British and American spellings for the rules that end in -en: the normalizer.json of"
                            + " a Whisper model (default: none)")
    private @Nullable Path spellings;

    TextRules rules() {
        Path table = spellings;
        return new TextRules(normalizer, table == null ? SpellingTable.EMPTY : SpellingTable.read(table));
    }
}
