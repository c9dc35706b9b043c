package org.whisperbench.platform.audio;

/**
 * What a file is, and where its sound begins: some programs put an ID3 tag in front of files of any kind.
 *
 * <p>Source: "ID3 tag version 2.4.0", section 3.1.
 */
record FileHead(FileKind kind, long soundStart) {

    static final int TAG_HEAD_BYTES = 10;

    private static final int FOOTER_FLAG = 0x10;
    private static final int MOST_TAGS = 16;

    static FileHead of(SourceFile source) throws InterruptedException {
        String head = source.letters(0, FileKind.HEAD_BYTES);
        if (head.isEmpty()) {
            throw Refusal.of(source.path(), "is empty (0 bytes)", "record or copy it again");
        }
        long start = 0;
        for (int i = 0; i < MOST_TAGS && isTag(head); i++) {
            start += tagBytes(head);
            head = source.letters(start, FileKind.HEAD_BYTES);
        }
        FileKind kind = start > 0 && head.isEmpty() ? FileKind.MP3_TAGGED : FileKind.of(head);
        return switch (kind) {
            case TEXT -> throw noSound(source, kind);
            case UNKNOWN -> unknown(start);
            case WAV, MP4 -> start == 0 ? new FileHead(kind, 0) : new FileHead(FileKind.UNKNOWN, start);
            default -> new FileHead(kind, start);
        };
    }

    /** Behind a tag there may be padding before the first frame of MPEG audio. */
    private static FileHead unknown(long start) {
        return new FileHead(start > 0 ? FileKind.MP3_TAGGED : FileKind.UNKNOWN, start);
    }

    private static org.whisperbench.api.WhisperException noSound(SourceFile source, FileKind kind) {
        return Refusal.of(source.path(), kind.verdict(), "name a sound file");
    }

    static boolean isTag(String head) {
        return head.length() >= TAG_HEAD_BYTES && head.startsWith("ID3");
    }

    /** Four times seven bits, without the head and the footer of ten bytes each. */
    static long tagBytes(String head) {
        long size = 0;
        for (int i = 6; i < TAG_HEAD_BYTES; i++) {
            size = (size << 7) | (head.charAt(i) & 0x7F);
        }
        return size + TAG_HEAD_BYTES + ((head.charAt(5) & FOOTER_FLAG) == 0 ? 0 : TAG_HEAD_BYTES);
    }
}
