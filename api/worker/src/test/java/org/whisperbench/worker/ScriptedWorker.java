package org.whisperbench.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;

/** A worker that does what the option {@code do} of a transcription says, however bad. */
final class ScriptedWorker implements WorkerHandler {

    private final List<byte[]> kept = new ArrayList<>();

    /** Starts it. */
    public static void main(String[] arguments) {
        System.out.println("printed before the first frame");
        WorkerServer.serve(new ScriptedWorker());
    }

    @Override
    public WorkerHello initialize() {
        System.out.println("printed by an engine");
        raw("written by C code without a line feed");
        return new WorkerHello("scripted", "1");
    }

    @Override
    public LoadedIdentity load(ResolvedModel model, LoadOptions options, Progress progress) {
        progress.phase(Progress.Phase.LOADING);
        progress.advance(Progress.Phase.LOADING, 0.5);
        return LoadedIdentity.builder(model.descriptor().name())
                .engine("scripted", "1")
                .files(List.of(model.directory()))
                .build();
    }

    @Override
    public Transcription transcribe(Path wav, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        Map<String, String> extra = options.extra();
        String what = extra.getOrDefault("do", "echo");
        String argument = extra.getOrDefault("argument", "");
        String text = switch (what) {
            case "echo", "words" -> argument;
            case "environment" -> String.join(" ", System.getenv().keySet());
            case "fail", "throw", "overflow", "oom", "long" -> fail(what, argument);
            case "exit" -> {
                System.err.println("last words");
                System.exit(Integer.parseInt(argument));
                yield "";
            }
            case "halt" -> {
                Runtime.getRuntime().halt(Integer.parseInt(argument));
                yield "";
            }
            case "signal" -> signal(argument);
            case "raw" -> {
                raw(argument);
                new CountDownLatch(1).await();
                yield "";
            }
            case "flood" -> flood(argument);
            case "hang" -> {
                new CountDownLatch(1).await();
                yield "";
            }
            case "shell" -> shell(argument);
            case "grow" -> {
                byte[] block = new byte[Integer.parseInt(argument)];
                Arrays.fill(block, (byte) 1);
                kept.add(block);
                yield "";
            }
            default -> throw new IllegalArgumentException(extra.toString());
        };
        if (what.equals("words")) {
            return Transcription.builder(segments(Integer.parseInt(argument), progress))
                    .build();
        }
        Segment segment =
                Segment.builder(Duration.ZERO, Duration.ofNanos(17), text).build();
        progress.segment(segment);
        return Transcription.builder(List.of(segment))
                .time(Transcription.Stage.TOTAL, Duration.ofNanos(1_000_000_007L))
                .build();
    }

    @Override
    public void unload() {
        kept.clear();
    }

    /** So many words, one each second, in segments of ten, each of which is told. */
    private static List<Segment> segments(int words, Progress progress) {
        List<Segment> segments = new ArrayList<>();
        for (int first = 0; first < words; first += 10) {
            List<Word> ten = new ArrayList<>();
            for (int i = first; i < Math.min(words, first + 10); i++) {
                ten.add(new Word(
                        Duration.ofSeconds(i), Duration.ofMillis(1000L * i + 500), LongAnswerTest.word(i), Map.of()));
            }
            Segment segment = Segment.builder(
                            ten.get(0).start(),
                            ten.get(ten.size() - 1).end(),
                            ten.stream().map(Word::text).collect(Collectors.joining(" ")))
                    .words(ten)
                    .build();
            progress.segment(segment);
            segments.add(segment);
        }
        return segments;
    }

    private static String fail(String how, String argument) {
        switch (how) {
            case "fail" -> throw new WorkerException(WorkerErrorKind.valueOf(argument), "as asked");
            case "overflow" -> {
                return fail(how, argument) + argument;
            }
            case "oom" -> {
                return String.valueOf(new long[Integer.MAX_VALUE - 8].length);
            }
            case "long" -> {
                return "x".repeat(Integer.parseInt(argument));
            }
            default -> throw new BackendException(ErrorKind.EXTERNAL, "the engine fell over");
        }
    }

    private static String signal(String name) throws InterruptedException {
        shell("kill -" + name + " " + ProcessHandle.current().pid());
        new CountDownLatch(1).await();
        return "";
    }

    private static String shell(String script) throws InterruptedException {
        try {
            return String.valueOf(
                    new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("StreamResourceLeak")
    private static String raw(String text) {
        try {
            new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.ISO_8859_1));
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String flood(String argument) {
        String[] words = argument.split(" ", -1);
        FileDescriptor descriptor = words[0].equals("err") ? FileDescriptor.err : FileDescriptor.out;
        OutputStream out = new FileOutputStream(descriptor);
        byte[] mebi = "a line of a library that talks much\n"
                .repeat((1 << 20) / 36 + 1)
                .getBytes(StandardCharsets.UTF_8);
        try {
            for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                out.write(mebi, 0, 1 << 20);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "";
    }
}
