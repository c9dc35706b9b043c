package org.whisperbench.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What this JVM did meanwhile, as its own flight recorder tells it: processes started, bytes sent and received, attempts
 * to reach something that failed, files read, native libraries in memory. Nothing that a backend catches or hides in a
 * thread of its own escapes it; native code that opens files or connections by itself does.
 */
final class FlightLog {

    private static final List<String> EVENTS =
            List.of("jdk.ProcessStart", "jdk.SocketWrite", "jdk.SocketRead", "jdk.JavaExceptionThrow", "jdk.FileRead");
    private static final Pattern PLATFORM = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
    /** Thrown where a name is looked up or an address is not reached; a refusal comes from this machine itself, too. */
    private static final Pattern ATTEMPT = Pattern.compile("java\\.net\\.UnknownHostException: .*"
            + "|java\\.net\\.NoRouteToHostException: .*"
            + "|java\\.nio\\.channels\\.UnresolvedAddressException: .*"
            + "|java\\.net\\.(Connect|Socket|SocketTimeout)Exception: .*(?i:unreachable|connect timed out).*"
            + "|java\\.net\\.http\\.HttpConnectTimeoutException: .*");

    /** What the JDK says of a name that its file of hosts does not have. */
    private static final Pattern LOOKUP = Pattern.compile("Unable to resolve host (\\S+) in hosts file .*");

    private static final Pattern LOOPBACK = Pattern.compile("|127\\..*|(0:){7}0*1|::1");

    private final Recording recording;

    private FlightLog(Recording recording) {
        this.recording = recording;
    }

    static FlightLog start() {
        Recording recording = new Recording();
        for (String event : EVENTS) {
            recording
                    .enable(event)
                    .withThreshold(Duration.ZERO)
                    .withStackTrace()
                    .with("throttle", "off");
        }
        recording.enable("jdk.NativeLibrary").with("period", "endChunk");
        recording.start();
        return new FlightLog(recording);
    }

    /** Ends the log. */
    Entries stop() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("flight", ".jfr");
        try {
            recording.dump(file);
            return new Entries(RecordingFile.readAllEvents(file));
        } finally {
            recording.close();
            Files.delete(file);
        }
    }

    /** What was logged. */
    static final class Entries {

        private final List<RecordedEvent> events;

        private Entries(List<RecordedEvent> events) {
            this.events = events;
        }

        private List<RecordedEvent> of(String event) {
            return events.stream()
                    .filter(e -> e.getEventType().getName().equals(event))
                    .toList();
        }

        List<String> processes() {
            return of("jdk.ProcessStart").stream()
                    .map(e -> "started the process '" + e.getString("command") + "'" + place(e))
                    .distinct()
                    .toList();
        }

        /** Attempts and traffic; what stays on this machine is none. */
        List<String> network() {
            List<String> found = new ArrayList<>();
            for (RecordedEvent event : of("jdk.JavaExceptionThrow")) {
                RecordedClass type = event.getClass("thrownClass");
                String what = (type == null ? "" : type.getName()) + ": " + event.getString("message");
                what = LOOKUP.matcher(what).replaceFirst("$1");
                if (ATTEMPT.matcher(what).matches()) {
                    found.add("tried to reach the network, which ended in " + what + place(event));
                }
            }
            of("jdk.SocketWrite").forEach(e -> traffic(e, "sent bytes to ", found));
            of("jdk.SocketRead").forEach(e -> traffic(e, "received bytes from ", found));
            return found.stream().distinct().toList();
        }

        private static void traffic(RecordedEvent event, String what, List<String> found) {
            String address = event.getString("address");
            if (address != null && !LOOPBACK.matcher(address).matches()) {
                found.add(what + address + ":" + event.getInt("port") + place(event));
            }
        }

        /** Reads of files with one of these paths at their end. */
        List<String> reads(Set<String> ends) {
            return of("jdk.FileRead").stream()
                    .filter(e -> e.getString("path") != null)
                    .filter(e -> ends.stream()
                            .anyMatch(end -> Path.of(e.getString("path"))
                                    .toAbsolutePath()
                                    .endsWith(end)))
                    .map(e -> "read the model file '" + e.getString("path") + "'" + place(e))
                    .distinct()
                    .toList();
        }

        /** Native libraries in memory, those of the JDK aside. */
        Set<String> libraries() throws IOException {
            Path home = Path.of(System.getProperty("java.home")).toRealPath();
            return of("jdk.NativeLibrary").stream()
                    .map(e -> e.getString("name"))
                    .filter(name -> name != null && !name.startsWith(home.toString()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The line of whoever called into the platform. */
        private static String place(RecordedEvent event) {
            List<RecordedFrame> frames = event.getStackTrace() == null
                    ? List.of()
                    : event.getStackTrace().getFrames();
            return frames.stream()
                    .filter(f -> f.isJavaFrame()
                            && !PLATFORM.matcher(f.getMethod().getType().getName())
                                    .matches())
                    .findFirst()
                    .map(f -> " in " + f.getMethod().getType().getName() + "."
                            + f.getMethod().getName() + ", line " + f.getLineNumber())
                    .orElse("");
        }
    }
}
