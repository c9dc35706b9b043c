package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What a file is, told by its first bytes. */
enum FileKind {
    WAV("is a WAV file", 8, "57415645"),
    FLAC("is a FLAC file", 0, "664c6143"),
    OGG("is an Ogg file", 0, "4f676753"),
    MP4("is an MP4 file", 4, "66747970"),
    MP3_TAGGED("is an MP3 file", 0, "494433"),
    MATROSKA("is a Matroska or WebM file", 0, "1a45dfa3"),
    AIFF("is an AIFF file", 0, "464f524d"),
    AU("is an AU file", 0, "2e736e64"),
    CAF("is a CAF file", 0, "63616666"),
    WMA("is a Windows Media file", 0, "3026b275"),
    AMR("is an AMR file", 0, "2321414d52"),
    WAVE64("is a Wave64 file", 0, "726966662e91cf11"),
    AVI("is an AVI file", 8, "41564920"),
    APE("is a Monkey's Audio file", 0, "4d414320"),
    WAVPACK("is a WavPack file", 0, "7776706b"),
    FLASH("is a Flash video", 0, "464c5601"),
    SPHERE("is a NIST SPHERE file", 0, "4e4953545f3141"),
    REAL("is a RealMedia file", 0, "2e524d46"),
    MUSEPACK("is a Musepack file", 0, "4d502b"),
    MUSEPACK_8("is a Musepack file", 0, "4d50434b"),
    DTS("is a DTS file", 0, "7ffe8001"),
    NUT("is a NUT file", 0, "6e75742f6d756c7469"),
    VOC("is a Creative Voice file", 0, "437265617469766520566f696365"),
    TTA("is a True Audio file", 0, "54544131"),
    TAK("is a TAK file", 0, "7442614b"),
    SHORTEN("is a Shorten file", 0, "616a6b67"),
    DSD("is a DSD file", 0, "44534420"),
    SOX("is a file of SoX's own kind", 0, "2e536f58"),
    MXF("is an MXF file", 0, "060e2b34020501010d0102"),
    XWMA("is an xWMA file", 8, "58574d41"),
    MPEG("is an MP3 file", 0, ""),
    AAC("is an AAC file", 0, ""),
    TEXT("is text, not sound", 0, ""),
    UNKNOWN("is no kind of sound file that is known here", 0, "");

    /** How many bytes from the beginning are looked at. */
    static final int HEAD_BYTES = 512;

    private static final String RIFF = "RIFF|RIFX|RF64|BW64";

    private final String verdict;
    private final int offset;
    private final String magic;

    FileKind(String verdict, int offset, String magic) {
        this.verdict = verdict;
        this.offset = offset;
        this.magic = new String(HexFormat.of().parseHex(magic), StandardCharsets.ISO_8859_1);
    }

    /** What stands behind the file's name in a message. */
    String verdict() {
        return verdict;
    }

    /** Whether its first bytes are a mark that nothing else has. */
    boolean hasMagic() {
        return !magic.isEmpty();
    }

    static FileKind of(String head) {
        return Arrays.stream(values())
                .filter(kind -> kind.hasMagic() && head.startsWith(kind.magic, kind.offset))
                .filter(kind -> kind != WAV || head.substring(0, 4).matches(RIFF))
                .findFirst()
                .orElseGet(() -> withoutMagic(head));
    }

    private static FileKind withoutMagic(String head) {
        if (isWideText(head)) {
            return TEXT;
        }
        if (head.length() >= 2 && head.charAt(0) == 0xFF && (head.charAt(1) & 0xE0) == 0xE0) {
            return frame(head.charAt(1));
        }
        return head.chars().allMatch(c -> c >= ' ' || "\t\n\f\r".indexOf(c) >= 0) ? TEXT : UNKNOWN;
    }

    /** A mark of byte order and letters of 16 bits, whose first bytes would be a frame of MPEG audio, too. */
    private static boolean isWideText(String head) {
        if (!head.startsWith("\u00FF\u00FE") && !head.startsWith("\u00FE\u00FF")) {
            return false;
        }
        byte[] pairs = head.substring(0, head.length() / 2 * 2).getBytes(StandardCharsets.ISO_8859_1);
        try {
            String text = StandardCharsets.UTF_16
                    .newDecoder()
                    .decode(ByteBuffer.wrap(pairs))
                    .toString();
            return text.chars()
                    .allMatch(c -> Character.isDefined(c) && (!Character.isISOControl(c) || Character.isWhitespace(c)));
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Eleven set bits begin a frame of MPEG audio; two more tell the layer: 3 is the first, and 0 is AAC. */
    private static FileKind frame(char second) {
        return (second & 0x06) == 0 ? AAC : MPEG;
    }
}
