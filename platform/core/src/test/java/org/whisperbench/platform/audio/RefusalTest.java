package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

class RefusalTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1a45dfa301000000, is a Matroska or WebM file",
        "52494646000000004156492000, is an AVI file",
        "3026b2758e66cf11, is a Windows Media file",
        "2321414d520a, is an AMR file",
        "63616666, is a CAF file",
        "2e736e64, is an AU file",
        "464f524d0000000038535658, 'is an IFF file of the kind ''8SVX'''",
        "4e4953545f31410a, is a NIST SPHERE file",
        "2e524d4600000012, is a RealMedia file",
        "4d50434b53480f01, is a Musepack file",
        "7ffe8001fc3c7ff0, is a DTS file",
        "4f67675300020000000000000000000000000000000000000000010c7f464c414300000000000000, is an Ogg file with FLAC",
        "4f676753000200000000000000000000000000000000000000000108537065657820202000, is an Ogg file with Speex",
    })
    void otherKindsAreNamedWithBothRemedies(String head, String kind) throws IOException {
        Path file = write("x.bin", HexFormat.of().parseHex(head));

        assertEquals(
                subject(file) + " " + kind + ", which needs ffmpeg; install ffmpeg and run this again, or convert the"
                        + " file elsewhere with: ffmpeg -i \"" + file + "\" \"" + folder.resolve("x.wav") + "\"",
                refusal(file));
    }

    @ParameterizedTest
    @CsvSource({
        "664c614300000022, 'is a FLAC file, damaged or of a sort that is not read here, which needs ffmpeg'",
        "4f676753000200000000000000000000000000000000000000000108014f70757348656164, 'is an Ogg file, damaged or of a sort that is not read here, which needs ffmpeg'",
        "0000001c667479704d344120, is an MP4 file",
        "fff15080, 'is an AAC file, damaged or of a sort that is not read here, which needs ffmpeg'",
        "4944330400000000007f, is an MP3 file without a frame of sound in its first 64 KiB",
        "464f524d0000000041494646, 'is an AIFF file without a common chunk, which tells the format'",
    })
    void damagedHeadsAreNamed(String head, String kind) throws IOException {
        Path file = write("x.bin", HexFormat.of().parseHex(head));

        String message = refusal(file);

        assertTrue(message.startsWith(subject(file) + " " + kind), message);
        assertTrue(message.contains("; "), message);
    }

    @Test
    void whatHasNoSoundIsNotConverted() throws IOException {
        Path text = write("notes.txt", "Grüße\r\n".getBytes(StandardCharsets.UTF_8));
        Path noise = write("noise", new byte[] {3, 1, 4, 1, 5});
        Path empty = write("empty.wav", new byte[0]);

        assertEquals(subject(text) + " is text, not sound; name a sound file", refusal(text));
        assertEquals(
                subject(noise) + " is no kind of sound file that is known here; name a sound file, or install ffmpeg,"
                        + " which knows more kinds",
                refusal(noise));
        assertEquals(subject(empty) + " is empty (0 bytes); record or copy it again", refusal(empty));
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        Path missing = folder.resolve("missing.wav");

        assertEquals(subject(missing) + " does not exist; check the path", refusal(missing));
        assertEquals(subject(folder) + " is a directory; name a file in it", refusal(folder));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesSurviveTheShellThatTheyArePastedInto() throws IOException {
        Path file = write("it's \"$5\"\n.mkv", HexFormat.of().parseHex("1a45dfa3"));

        String message = refusal(file);

        String from = folder + "/it'\\''s \"$5\"?.mkv'";
        String to = folder + "/it'\\''s \"$5\"?.wav'";
        assertEquals(
                "audio file '" + folder
                        + "/it's \"$5\"?.mkv' is a Matroska or WebM file, which needs ffmpeg; install ffmpeg and run this"
                        + " again, or convert the file elsewhere with: "
                        + "ffmpeg -i '" + from + " '" + to,
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // tag, bits, channels, rate, bytes of a block
                "1 16 0 16000 -1 | has no channel",
                "1 16 1 0 -1 | has 0 samples a second where 100 to 768000 are read",
                "1 16 1 99 -1 | has 99 samples a second where 100 to 768000 are read",
                "1 16 1 -1 -1 | has 4294967295 samples a second where 100 to 768000 are read",
            })
    void aWavFileOfAnotherKindSaysWhatIsOther(String format, String expected) throws IOException {
        int[] numbers =
                Arrays.stream(format.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        WavBuilder wav = new WavBuilder()
                .format(numbers[0], numbers[1])
                .channels(numbers[2])
                .rate(numbers[3]);
        Path file = wav.blockBytes(numbers[4]).sound(new byte[8]).write(folder.resolve("a.wav"));

        String convert = "; convert it with: ffmpeg -i \"" + file + "\" \"" + folder.resolve("a-pcm.wav") + "\"";
        assertEquals(subject(file) + " " + expected + convert, refusal(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 64 1 -1 | with PCM samples of 64 bits",
                "3 16 1 -1 | with FLOAT samples of 16 bits",
                "6 12 1 -1 | with A_LAW samples of 12 bits",
                "1 16 2 3 | that says that 2 samples of 16 bits are 3 bytes",
            })
    void aWavFileThatAnotherProgramMightReadNamesBothRemedies(String format, String expected) throws IOException {
        int[] numbers =
                Arrays.stream(format.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        WavBuilder wav = new WavBuilder().format(numbers[0], numbers[1]).channels(numbers[2]);
        Path file = wav.blockBytes(numbers[3]).sound(new byte[8]).write(folder.resolve("a.wav"));

        assertEquals(
                subject(file) + " is a WAV file " + expected
                        + ", which needs ffmpeg; install ffmpeg and run this again, or convert the file elsewhere with:"
                        + " ffmpeg -i \"" + file + "\" \"" + folder.resolve("a-pcm.wav") + "\"",
                refusal(file));
    }

    @Test
    void aWavFileWithoutItsPartsIsRefused() throws IOException {
        byte[] whole = new WavBuilder().bytes();
        Path headOnly = write("a.wav", Arrays.copyOf(whole, 36));
        Path noFormat = write("b.wav", WavBuilder.join(Arrays.copyOf(whole, 12), WavBuilder.chunk("data", 4)));
        Path chunks = new WavBuilder().before(new byte[8 * 10_001]).write(folder.resolve("c.wav"));

        assertEquals("no data chunk in 36 bytes", problem(headOnly));
        assertEquals("is a WAV file without a format chunk, which tells what the sound is", problem(noFormat));
        assertEquals("is a WAV file with more than 10000 chunks before its sound", problem(chunks));
    }

    @Test
    void moreThanThirtySevenHoursAreRefused() throws IOException {
        Path file = new WavBuilder().rate(100).format(1, 8).declaring(0, 0).write(folder.resolve("a.wav"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toString(), "rw")) {
            sparse.setLength(44 + 100 * 38 * 3600);
        }

        assertEquals(
                subject(file) + " is 38 hours long where 37 are the most; split it into shorter files", refusal(file));
    }

    @Test
    void aScratchDirectoryThatIsAFileFailsAndNamesIt() throws IOException {
        Path scratch = write("scratch", new byte[1]);
        Path file = new WavBuilder().channels(2).shorts((short) 1, (short) 1).write(folder.resolve("a.wav"));

        WhisperException failed = assertThrows(WhisperException.class, () -> new AudioFiles(scratch).open(file));

        assertEquals(ErrorKind.EXTERNAL, failed.kind());
        assertEquals(
                subject(scratch) + " of 46 bytes cannot be written: a file is where a directory should be; "
                        + "free space there or use another scratch directory",
                failed.getMessage());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static AudioFiles withoutFfmpeg(Path scratch) {
        return new AudioFiles(scratch, Optional::empty, () -> System.in);
    }

    private static String subject(Path file) {
        return "audio file '" + file + "'";
    }

    private String refusal(Path file) {
        WhisperException refused = assertThrows(
                WhisperException.class,
                () -> withoutFfmpeg(folder.resolve("scratch")).open(file));
        assertEquals(ErrorKind.USER, refused.kind());
        assertFalse(Files.exists(folder.resolve("scratch")));
        return String.valueOf(refused.getMessage());
    }

    /** What stands between the subject, or a colon after it, and the next step. */
    private String problem(Path file) {
        String message = refusal(file).replace(subject(file) + " ", "");
        String problem = message.substring(0, message.indexOf("; "));
        return problem.substring(problem.indexOf(": ") < 0 ? 0 : problem.indexOf(": ") + 2);
    }
}
