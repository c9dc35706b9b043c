package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
