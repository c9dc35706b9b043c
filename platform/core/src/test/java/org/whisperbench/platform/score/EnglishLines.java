package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Lines of text that provoke every step of the English normalizers, the same for the same seed. */
final class EnglishLines {

    private static final String[] NUMBERS =
            words("zero oh o one two three four five six seven eight nine ten eleven twelve"
                    + " thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy"
                    + " eighty ninety hundred thousand million billion trillion quadrillion decillion");
    private static final String[] SUFFIXED = words("ones twos sixes sevens tens nineteens zeroth first second third"
            + " fourth fifth sixth eighth ninth tenth eleventh twelfth thirteenth twentieth twenties nineties ninetieth"
            + " hundreds hundredth thousands thousandths thousandth millions millionth decillionth oneth");
    private static final String[] AROUND_NUMBERS = words("and and and point point double triple minus negative plus"
            + " positive dollars dollar cents cent pounds euro euros per percent half a st nd rd th s");
    private static final String[] FIGURES = words("0 00 007 1 1s 2 3 7 10 11 12 20 99 100 101 200 1000 2500 1,000"
            + " 12,345,678 1,2,3 3.14 0.5 .5 5. 3.0 3.50 1.5.2 192.168.0.1 1/2 10:30 21st 2nd 3rd 4th 10th 1960s 90s"
            + " $1 $0.36 $0.05 $20.1 $1,234.56 £77 €52.4 ¢5 €0.07 5% 99.9% %5 $ £ € ¢ % . $.5 $$5 5$ +5 -7 b747 10km"
            + " 10mm rc232 0x10 1e5 3d 1one one1 ٣ ٣.٥ ７ ① ½ x² Ⅷ 𐒠 1٣");
    private static final String[] FILLERS = words(
            "hmm mm mhm mmm uh um ah aha ahh ahm eh ehehe em hm huh hum mhum uhm" + " umm uhuh Hmm UH um, uh-huh");
    private static final String[] CONTRACTIONS =
            words("won't can't let's ain't y'all wanna gotta gonna i'ma imma woulda"
                    + " coulda shoulda ma'am he's she's it's that's what's who's here's there's how's when's where's why's this's"
                    + " John's dogs' I'm you're they've we'll I'd don't isn't couldn't've n't 's 'd 'll 't 've 'm 're o'clock"
                    + " rock'n'roll don’t WON'T Can't");
    private static final String[] TITLES =
            words("mr mrs st dr prof capt gov ald gen sen rep pres rev hon asst assoc lt col"
                    + " jr sr esq Mr. Mrs. St. Dr. Prof. Gen. Assoc. Jr. Mr Dr, 1st St");
    private static final String[] AFTER_CONTRACTIONS = words("been gone done got not have");
    private static final String[] COMPOUNDS =
            words("et cetera al all right how ever wi fi hi lo sci e mail book commerce x"
                    + " ray t shirt a m p o k i b c u s Wi-Fi e-mail X-ray T-shirt a.m. p.m. O.K.");
    private static final String[] SPELLINGS = words("colour Colour colours ok kay okay centre theatre archaeology"
            + " archeological cancelation cancellation flyer travelog pummelled snowploughs organise favourite grey");
    private static final String[] NAMES = words("Alan allan kelley jon Sara Stephen mohamed macdonald Kristina Bryan");
    private static final String[] PLAIN = words("the a and of to in that he she was it with for as his hers said world"
            + " house running quickly London question because cat I you we they there Hello naïve café Ångström Straße"
            + " œuvre Łódź smørrebrød þing ĐẠI æther ﬁn Ⓐ ™ ℡ ㎏ İstanbul ΣΑΣ 日本語 한국어 नमस्ते مرحبا שָׁלוֹם"
            + " e\u0301 \uD83D\uDE00 _ a_b __ C++ AT&T R&B #1 @home 5'10\" —");
    private static final String[] BRACKETED =
            words("(laughs) [music] <unk> () ( ) [ ] < > (a) [b> <c] ((d) (e)) [noise]. (um)");
    private static final String[] GLUE = {
        " ", " ", " ", " ", " ", " ", " ", " ", "  ", "", "-", ", ", ". ", ".", ",", "! ", "? ", "; ", ": ", " '", "'",
        "\t", "\n", "\u00a0", "\u0085", "\u001c", "\u2028", "\u3000", "\u200b", " and ", " - ", "/", "…", "\u0301"
    };
    private static final List<String[]> POOLS = List.of(
            NUMBERS,
            NUMBERS,
            NUMBERS,
            SUFFIXED,
            AROUND_NUMBERS,
            AROUND_NUMBERS,
            FIGURES,
            FILLERS,
            CONTRACTIONS,
            AFTER_CONTRACTIONS,
            TITLES,
            COMPOUNDS,
            SPELLINGS,
            NAMES,
            PLAIN,
            PLAIN,
            BRACKETED);

    private final Random random;
    private final boolean anyCharacter;

    /** Lines of which some hold any character of Unicode, as far as this Java knows it, or none do. */
    EnglishLines(long seed, boolean anyCharacter) {
        this.random = new Random(seed);
        this.anyCharacter = anyCharacter;
    }

    private static String[] words(String words) {
        return words.split(" ", -1);
    }

    List<String> next(int count) {
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(line());
        }
        return lines;
    }

    private String line() {
        int kind = random.nextInt(8);
        int parts = random.nextInt(14);
        return switch (kind) {
            case 0, 1 -> line(parts, this::numeric, false);
            case 2, 3 -> line(parts, this::any, false);
            case 4 -> line(parts, () -> random.nextInt(3) > 0 ? numeric() : any(), true);
            case 5 -> line(parts, () -> pick(random.nextBoolean() ? COMPOUNDS : PLAIN), false);
            case 6 -> line(parts, () -> anyCharacter && random.nextBoolean() ? soup() : any(), true);
            default -> line(parts, this::any, true);
        };
    }

    private String line(int parts, Supplier<String> part, boolean glued) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            String word = part.get();
            line.append(random.nextInt(12) == 0 ? word.toUpperCase(java.util.Locale.ROOT) : word)
                    .append(glued ? pick(GLUE) : " ");
        }
        return line.toString();
    }

    private String numeric() {
        int kind = random.nextInt(12);
        if (kind < 6) {
            return pick(NUMBERS);
        }
        return kind < 9 ? pick(AROUND_NUMBERS) : pick(kind == 9 ? SUFFIXED : FIGURES);
    }

    private String any() {
        return pick(POOLS.get(random.nextInt(POOLS.size())));
    }

    private String soup() {
        return Character.toString(character(random));
    }

    private String pick(String[] pool) {
        return pool[random.nextInt(pool.length)];
    }

    /** Any character that Unicode assigns, as known here, those below U+3000 as often as all others together. */
    static int character(Random random) {
        int character = random.nextInt(random.nextBoolean() ? 0x3000 : Character.MAX_CODE_POINT + 1);
        boolean usable = Character.isDefined(character)
                && Character.getType(character) != Character.SURROGATE
                && Character.getType(character) != Character.PRIVATE_USE;
        return usable ? character : character(random);
    }

    /** A text in which every character that is not plain ASCII is told by its number. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> escaped.append(c >= 0x20 && c < 0x7F ? Character.toString(c) : "{U+%04X}".formatted(c)));
        return escaped.append('"').toString();
    }
}
