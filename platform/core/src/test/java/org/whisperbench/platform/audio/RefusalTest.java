package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
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
        "4944330400000000, an MP3 file",
        "fffb90640000, an MP3 file",
        "fff15080, an AAC file",
        "664c614300000022, a FLAC file",
        "4f67675300020000, an Ogg file",
        "0000001c667479704d344120, an MP4 file",
        "1a45dfa301000000, a Matroska or WebM file",
        "464f524d0000000041494646, an AIFF file",
        "52494646000000004156492000, an AVI file",
    })
    void otherKindsAreNamedAndConverted(String head, String kind) throws IOException {
        Path file = write("x.bin", HexFormat.of().parseHex(head));

        String convert = "; convert it with: ffmpeg -i \"" + file + "\" \"" + folder.resolve("x.wav") + "\"";
        assertEquals(subject(file) + " is " + kind + ", not a WAV file" + convert, refusal(file));
    }

    @Test
    void whatHasNoSoundIsNotConverted() throws IOException {
        Path text = write("notes.txt", "Grüße\r\n".getBytes(StandardCharsets.UTF_8));
        Path noise = write("noise", new byte[] {3, 1, 4, 1, 5});
        Path empty = write("empty.wav", new byte[0]);

        assertEquals(subject(text) + " is text, not a WAV file; name a WAV file", refusal(text));
        assertEquals(subject(noise) + " is not a WAV file; name a WAV file", refusal(noise));
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
        Path file = write("it's \"$5\"\n.mp3", new byte[] {'I', 'D', '3'});

        String message = refusal(file);

        String from = folder + "/it'\\''s \"$5\"?.mp3'";
        String to = folder + "/it'\\''s \"$5\"?.wav'";
        assertEquals(
                "audio file '" + folder + "/it's \"$5\"?.mp3' is an MP3 file, not a WAV file; convert it with: "
                        + "ffmpeg -i '" + from + " '" + to,
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // tag, bits, channels, rate, bytes of a block
                "1 33 1 16000 -1 | has PCM samples of 33 bits, which are not read",
                "3 16 1 16000 -1 | has FLOAT samples of 16 bits, which are not read",
                "6 16 1 16000 -1 | has A_LAW samples of 16 bits, which are not read",
                "17 4 1 16000 -1 | is a WAV file with IMA ADPCM samples (format 0x0011), which are not read",
                "4660 16 1 16000 -1 | is a WAV file with unknown samples (format 0x1234), which are not read",
                "1 16 0 16000 -1 | has no channel",
                "1 16 1 0 -1 | has 0 samples a second where 1 to 768000 are read",
                "1 16 1 -1 -1 | has 4294967295 samples a second where 1 to 768000 are read",
                "1 16 2 16000 3 | says that 2 samples of 16 bits are 3 bytes",
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

    @Test
    void aWavFileWithoutItsPartsIsRefused() throws IOException {
        byte[] whole = new WavBuilder().bytes();
        Path headOnly = write("a.wav", Arrays.copyOf(whole, 36));
        Path noFormat = write("b.wav", WavBuilder.join(Arrays.copyOf(whole, 12), WavBuilder.chunk("data", 4)));
        Path chunks = new WavBuilder().before(new byte[8 * 10_001]).write(folder.resolve("c.wav"));

        assertEquals("no data chunk in 36 bytes", problem(headOnly));
        assertEquals("is a WAV file without a format chunk before its sound", problem(noFormat));
        assertEquals("is a WAV file with more than 10000 chunks before its sound", problem(chunks));
    }

    @Test
    void damagedHeadsAreRefusedOrReadButNeverCrash() throws Exception {
        Random random = new Random(7);
        AudioFiles files = new AudioFiles(folder.resolve("scratch"));
        for (int i = 0; i < 2000; i++) {
            WavBuilder wav =
                    new WavBuilder().container(i % 3 == 0 ? "RF64" : "RIFF").channels(1 + i % 2);
            byte[] bytes =
                    (i % 5 == 0 ? wav.extensible() : wav).sound(new byte[40]).bytes();
            for (int damage = 0; damage < 1 + i % 4; damage++) {
                bytes[4 + random.nextInt(bytes.length - 44)] = (byte) random.nextInt(256);
            }
            Path file = write("a.wav", Arrays.copyOf(bytes, bytes.length - random.nextInt(20)));
            try (DecodedAudio audio = files.open(file)) {
                assertFalse(audio.source().channels() > 64);
            } catch (WhisperException e) {
                assertEquals(ErrorKind.USER, e.kind());
            }
        }
    }

    @Test
    void moreThanThirtySevenHoursAreRefused() throws IOException {
        Path file = new WavBuilder().rate(1).format(1, 8).declaring(0, 0).write(folder.resolve("a.wav"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toString(), "rw")) {
            sparse.setLength(44 + 38 * 3600);
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

    private static String subject(Path file) {
        return "audio file '" + file + "'";
    }

    private String refusal(Path file) {
        WhisperException refused =
                assertThrows(WhisperException.class, () -> new AudioFiles(folder.resolve("scratch")).open(file));
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
