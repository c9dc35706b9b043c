package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** The program ffmpeg, real where it is installed and a script elsewhere; pipes and standard input. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class FfmpegTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"matroska.mka", "alac.m4a", "adpcm.wav", "flac-in-ogg.oga", "fragmented.m4a", "quicktime.mov"})
    void theRealProgramDecodesWhatNobodyElseDoes(String name) throws Exception {
        Optional<Ffmpeg> real = Ffmpeg.find(System.getenv().getOrDefault("PATH", ""));
        assumeTrue(real.isPresent(), "there is no ffmpeg");

        try (DecodedAudio audio = files(real).open(RealFiles.path(name))) {
            float[] found = RealFiles.samples(audio);
            double error = RealFiles.errorDecibels(found, RealFiles.lateness(found, 300));
            assertTrue(error < -20, () -> name + ": error of " + error + " dB");
            assertTrue(audio.source().decoder().matches("ffmpeg \\S+"), audio.source()::toString);
        }
        assertNothingIsLeft();
    }

    @Test
    void theEnvironmentIsEmptyAndTheFileTheOnlyInput() throws Exception {
        Path said = folder.resolve("said");
        Ffmpeg fake = script("env > '" + said + "'; echo \"$@\" >> '" + said + "'; echo broken >&2; exit 1");

        String message = RealFiles.refusal(() -> files(Optional.of(fake)).open(RealFiles.path("matroska.mka")));

        assertTrue(
                message.endsWith("is a Matroska or WebM file, and ffmpeg cannot decode it: broken;"
                        + " copy or encode it again"),
                message);
        String seen = Files.readString(said);
        assertTrue(seen.contains("LC_ALL=C"), seen);
        assertTrue(!seen.contains("HOME=") && !seen.contains("USER="), seen);
        assertTrue(seen.contains("-protocol_whitelist file -format_whitelist"), seen);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x.mka", "http:x.mka", "concat:a|b.mka", "file:a.mka", "a%d.mka", "new\nline.mka"})
    void aNameIsNoOptionAndNoAddress(String name) throws Exception {
        Path file = Files.copy(RealFiles.path("matroska.mka"), folder.resolve(name));

        try (DecodedAudio audio = files(Optional.of(real())).open(file)) {
            float[] found = RealFiles.samples(audio);
            assertTrue(RealFiles.errorDecibels(found, RealFiles.lateness(found, 300)) < -20);
        }
        assertNothingIsLeft();
    }

    /** As corpora of speech have them; what pads the head makes it look like text. */
    @Test
    void aSphereFileIsDecoded() throws Exception {
        int samples = 8000;
        String head = "NIST_1A\n   1024\nchannel_count -i 1\nsample_rate -i 16000\nsample_n_bytes -i 2\n"
                + "sample_count -i " + samples + "\nsample_byte_format -s2 01\nsample_coding -s3 pcm\n"
                + "sample_sig_bits -i 16\nend_head\n";
        ByteBuffer sphere = ByteBuffer.allocate(1024 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        sphere.put(String.format("%-1024s", head).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < samples; i++) {
            sphere.putShort((short) (i % 100 - 50));
        }
        Path file = Files.write(folder.resolve("a.sph"), sphere.array());

        assertTrue(
                RealFiles.refusal(() -> files(Optional.empty()).open(file))
                        .contains("is a NIST SPHERE file, which needs ffmpeg; install ffmpeg"),
                "the remedies are named where there is none");
        try (DecodedAudio audio = files(Optional.of(real())).open(file)) {
            float[] found = RealFiles.samples(audio);
            assertEquals(samples, found.length);
            for (int i = 0; i < samples; i++) {
                assertEquals((i % 100 - 50) / 32_768f, found[i], 1e-6);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"nut, pcm_s16le, nut", "ac3, ac3, ac3", "ircam, pcm_s16le, sf", "smjpeg, pcm_s16le, smj", "rm, ac3, rm"
    })
    void kindsOfWhichFewHeardAreDecodedToo(String kind, String codec, String end) throws Exception {
        Path file = encoded(kind, codec, "a." + end);

        try (DecodedAudio audio = files(Optional.of(real())).open(file)) {
            assertTrue(audio.sampleCount() >= RealFiles.SAMPLES, () -> audio.sampleCount() + " samples");
            assertFalse(audio.source().truncated(), audio.source()::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"caf, pcm_s16be", "avi, pcm_s16le", "flv, pcm_s16le", "w64, pcm_s16le", "matroska, pcm_s16le"})
    void aFileOfWhichTheEndIsMissingIsPartial(String kind, String codec) throws Exception {
        Path file = encoded(kind, codec, "a." + kind);
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut." + kind), Arrays.copyOf(whole, whole.length * 2 / 3 + 1));

        try (DecodedAudio audio = files(Optional.of(real())).open(file)) {
            assertFalse(audio.source().truncated(), audio.source()::toString);
        }
        try (DecodedAudio audio = files(Optional.of(real())).open(cut)) {
            assertTrue(audio.source().truncated(), audio.source()::toString);
        }
    }

    @Test
    void aPictureIsToldByWhatItIs() throws Exception {
        byte[] picture = HexFormat.of().parseHex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de");
        Path file = Files.write(folder.resolve("a.png"), picture);

        Ffmpeg real = real();
        String message = RealFiles.refusal(() -> files(Optional.of(real)).open(file));

        assertTrue(
                message.endsWith("and ffmpeg cannot decode it: it is of a kind (png_pipe) that may not be opened here;"
                        + " copy or encode it again"),
                message);
    }

    /** What it writes of a file that it does not understand to its end. */
    @Test
    void aHeadWithoutSoundIsARefusalThoughTheProgramEndsWell() throws Exception {
        Ffmpeg fake = script(
                "printf '.snd\\000\\000\\000\\030\\377\\377\\377\\377\\000\\000\\000\\006\\000\\000\\076\\200\\000\\000\\000\\001';"
                        + " echo '[warning] Output file is empty' >&2");

        String message = RealFiles.refusal(() -> files(Optional.of(fake)).open(RealFiles.path("matroska.mka")));

        assertTrue(message.contains("and ffmpeg cannot decode it: it found no sound in it; copy"), message);
        assertNothingIsLeft();
    }

    private static Ffmpeg real() {
        Optional<Ffmpeg> real = Ffmpeg.find(System.getenv().getOrDefault("PATH", ""));
        assumeTrue(real.isPresent(), "there is no ffmpeg");
        return real.get();
    }

    private Path encoded(String kind, String codec, String name) throws Exception {
        Path file = folder.resolve(name);
        Process made = new ProcessBuilder(
                        real().program().toString(),
                        "-nostdin",
                        "-v",
                        "error",
                        "-i",
                        RealFiles.path("stereo.flac").toString(),
                        "-c:a",
                        codec,
                        "-f",
                        kind,
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(made.waitFor() == 0, "this ffmpeg writes no " + kind + ": " + said);
        return file;
    }

    @Test
    void aProgramThatIsStuckIsKilledAndSaid() throws Exception {
        Ffmpeg stuck = new Ffmpeg(script("exec sleep 1000").program(), Duration.ofMillis(300));

        WhisperException failed = assertThrows(
                WhisperException.class, () -> files(Optional.of(stuck)).open(RealFiles.path("matroska.mka")));

        assertEquals(ErrorKind.EXTERNAL, failed.kind());
        assertNothingIsLeft();
    }

    @Test
    void cancellingKillsTheProgram() throws Exception {
        Path started = folder.resolve("started");
        Ffmpeg slow = script("echo $$ > '" + started + "'; exec sleep 1000");
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<?> call = caller.submit(() -> assertThrows(
                    InterruptedException.class, () -> files(Optional.of(slow)).open(RealFiles.path("matroska.mka"))));
            while (!Files.exists(started) || Files.size(started) == 0) {
                Thread.onSpinWait();
            }
            long process = Long.parseLong(Files.readString(started).strip());
            caller.shutdownNow();
            call.get();
            Optional<ProcessHandle> left = ProcessHandle.of(process);
            if (left.isPresent()) {
                left.get().onExit().get();
            }
        } finally {
            caller.shutdownNow();
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo.opus", "16-bit.aiff", "rf64.wav", "stereo.m4a"})
    void standardInputMayBeOfAnyFormat(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(RealFiles.path(name));
        AudioFiles files =
                new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> new ByteArrayInputStream(bytes));

        try (DecodedAudio audio = files.open(AudioFiles.STANDARD_INPUT)) {
            assertEquals(AudioFiles.STANDARD_INPUT, audio.file());
            assertTrue(RealFiles.errorDecibels(RealFiles.samples(audio), 0) < -25);
            assertEquals(64, audio.sourceSha256().length());
        }
        assertNothingIsLeft();
    }

    @Test
    void emptyStandardInputIsRefusedByName() throws Exception {
        AudioFiles files =
                new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> new ByteArrayInputStream(new byte[0]));

        String message = RealFiles.refusal(() -> files.open(AudioFiles.STANDARD_INPUT));

        assertEquals("standard input is empty (0 bytes); record or copy it again", message);
        assertNothingIsLeft();
    }

    @Test
    void aNamedPipeIsReadToItsEnd() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there are no named pipes");
        byte[] bytes = Files.readAllBytes(RealFiles.path("stereo.ogg"));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> written = writer.submit(() -> Files.write(pipe, bytes));
            try (DecodedAudio audio = files(Optional.empty()).open(pipe)) {
                assertEquals(RealFiles.SAMPLES, audio.sampleCount());
            }
            written.get();
        } finally {
            writer.shutdownNow();
        }
        assertNothingIsLeft();
    }

    private AudioFiles files(Optional<Ffmpeg> ffmpeg) {
        return new AudioFiles(folder.resolve("scratch"), () -> ffmpeg, () -> System.in);
    }

    private Ffmpeg script(String body) throws IOException {
        Path program = folder.resolve("ffmpeg");
        String head = "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'ffmpeg version 0-test'; exit 0; fi\n";
        Files.writeString(program, head + body + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Ffmpeg(program, Ffmpeg.PATIENCE);
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertEquals(0, left.count());
        }
    }
}
