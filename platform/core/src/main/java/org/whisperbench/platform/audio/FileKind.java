package org.whisperbench.platform.audio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What a file is, told by its first bytes. */
enum FileKind {
    FLAC("a FLAC file", 0, "664c6143"),
    OGG("an Ogg file", 0, "4f676753"),
    MP4("an MP4 file", 4, "66747970"),
    MP3_TAGGED("an MP3 file", 0, "494433"),
    MATROSKA("a Matroska or WebM file", 0, "1a45dfa3"),
    AIFF("an AIFF file", 0, "464f524d"),
    AU("an AU file", 0, "2e736e64"),
    CAF("a CAF file", 0, "63616666"),
    WMA("a Windows Media file", 0, "3026b275"),
    AMR("an AMR file", 0, "2321414d52"),
    WAVE64("a Wave64 file", 0, "726966662e91cf11"),
    AVI("an AVI file", 8, "41564920"),
    MPEG("an MP3 file", 0, ""),
    AAC("an AAC file", 0, ""),
    TEXT("text", 0, ""),
    UNKNOWN("", 0, "");

    /** How many bytes from the beginning are looked at. */
    static final int HEAD_BYTES = 512;

    private final String description;
    private final int offset;
    private final String magic;

    FileKind(String description, int offset, String magic) {
        this.description = description;
        this.offset = offset;
        this.magic = new String(HexFormat.of().parseHex(magic), StandardCharsets.ISO_8859_1);
    }

    String verdict() {
        return description.isEmpty() ? "is not a WAV file" : "is " + description + ", not a WAV file";
    }

    /** Whether a converter might make a WAV file of it. */
    boolean convertible() {
        return this != TEXT && this != UNKNOWN;
    }

    static FileKind of(byte[] head) {
        String letters = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> !kind.magic.isEmpty() && letters.startsWith(kind.magic, kind.offset))
                .findFirst()
                .orElseGet(() -> withoutMagic(letters));
    }

    private static FileKind withoutMagic(String letters) {
        if (letters.length() >= 2 && letters.charAt(0) == 0xFF && (letters.charAt(1) & 0xE0) == 0xE0) {
            return frame(letters.charAt(1));
        }
        return letters.chars().allMatch(c -> c >= ' ' || "\t\n\f\r".indexOf(c) >= 0) ? TEXT : UNKNOWN;
    }

    /** Eleven set bits begin a frame of MPEG audio; two more tell the layer: 1 is the third, 0 is AAC. */
    private static FileKind frame(char second) {
        return switch (second & 0x06) {
            case 0 -> AAC;
            case 2 -> MPEG;
            default -> UNKNOWN;
        };
    }
}
