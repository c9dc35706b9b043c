package org.whisperbench.shell;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.whisperbench.platform.audio.Microphone;
import org.whisperbench.platform.audio.Recording;
import picocli.CommandLine.Option;

/** Speech from the microphone instead of files. */
final class RecordFlags {

    @Option(
            names = "--record",
            description = "record with the microphone: Enter starts and stops; the sound is kept in this folder")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }

    /** Records into the current folder. */
    Path record(ProgressLines lines) throws InterruptedException {
        Microphone microphone = new Microphone();
        Path here = Path.of("").toAbsolutePath();
        return new Recorder(
                        file -> new MicrophoneTake(microphone.open(file)),
                        System.in,
                        here,
                        Clock.system(ZoneId.systemDefault()))
                .record(lines);
    }

    private record MicrophoneTake(Recording recording) implements Recorder.Take {

        @Override
        public void start() {
            recording.start();
        }

        @Override
        public double level() {
            return recording.level();
        }

        @Override
        public Duration length() {
            return recording.length();
        }

        @Override
        public Path stop() throws InterruptedException {
            return recording.stop();
        }

        @Override
        public void close() {
            recording.close();
        }
    }
}
