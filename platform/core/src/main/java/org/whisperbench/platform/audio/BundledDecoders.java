package org.whisperbench.platform.audio;

import java.util.Map;

/** Which library decodes which kind of file. They are called by their names; nobody looks for providers. */
final class BundledDecoders {

    private static final Map<String, String> OTHER_CODECS =
            Map.of("\u007fFLAC", "FLAC", "Speex ", "Speex", "\u0080theora", "Theora video", "fishead", "Skeleton");

    private BundledDecoders() {}

    /**
     * Opens a file.
     *
     * @param start where the sound begins, behind tags that any program may put in front
     * @throws ForeignFormatException if no library is there for it
     */
    static Sound open(FileKind kind, SourceFile source, long start)
            throws ForeignFormatException, InterruptedException {
        return switch (kind) {
            case FLAC -> LibrarySound.open(source, kind, () -> FlacBlocks.open(source, start));
            case MPEG, MP3_TAGGED -> LibrarySound.open(source, kind, () -> mpeg(source, start));
            case OGG -> LibrarySound.open(source, kind, () -> ogg(source, start));
            case MP4 -> LibrarySound.open(source, kind, () -> Mp4Sound.open(source));
            case AIFF -> AiffParser.open(source);
            case AAC -> LibrarySound.open(source, kind, () -> adts(source, start));
            default -> throw new ForeignFormatException(kind.verdict());
        };
    }

    private static BlockDecoder mpeg(SourceFile source, long start)
            throws ForeignFormatException, InterruptedException {
        return new MpegBlocks(source, MpegHead.find(source, start));
    }

    private static BlockDecoder ogg(SourceFile source, long start)
            throws java.io.IOException, ForeignFormatException, InterruptedException {
        String head = source.letters(start, FileKind.HEAD_BYTES);
        if (head.contains("OpusHead") || head.contains("\u0001vorbis")) {
            return OggBlocks.open(source, start);
        }
        String codec = OTHER_CODECS.entrySet().stream()
                .filter(known -> head.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("neither Vorbis nor Opus");
        throw new ForeignFormatException("is an Ogg file with " + codec);
    }

    private static BlockDecoder adts(SourceFile source, long start) throws java.io.IOException, InterruptedException {
        AacBlocks.mute();
        return AacBlocks.open(AdtsFrames.find(source, start), "ADTS", rate -> BlockDecoder.Span.WHOLE);
    }
}
