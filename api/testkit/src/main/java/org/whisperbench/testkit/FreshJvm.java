package org.whisperbench.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the {@link Probe} in a JVM of its own, on this test's class path, in which no name can be looked up and whose
 * environment leads to a {@link ProxyTrap}.
 */
final class FreshJvm {

    /** What the JVM and the reading of its log take beside the backend. */
    private static final Duration START = Duration.ofMinutes(1);
    /** The probe makes at most this many calls. */
    private static final int CALLS = 8;

    private static final int TAIL = 2000;

    private FreshJvm() {}

    /** Returns what the backend did that it must not do. */
    static List<String> run(Candidate candidate, Probe.Mode mode) {
        try (ProxyTrap trap = ProxyTrap.open()) {
            Path folder = Files.createDirectories(candidate.folder().resolve("jvm"));
            Path output = folder.resolve("output.txt");
            Probe.Arguments arguments = new Probe.Arguments(
                    mode,
                    candidate.backend().getClass().getName(),
                    candidate.model().directory(),
                    candidate.brief().wav(),
                    folder.resolve("findings.txt"),
                    candidate.patience());
            ProcessBuilder builder = new ProcessBuilder(command(folder, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(trap.environment());
            String ending =
                    await(builder.start(), START.plus(candidate.patience().multipliedBy(CALLS)));
            List<String> findings = new ArrayList<>(
                    Files.exists(arguments.findings()) ? Files.readAllLines(arguments.findings()) : List.of());
            if (!findings.remove(Probe.END)) {
                String said = Files.readString(output, Charset.defaultCharset());
                findings.add(ending + " before the end of the test, saying "
                        + said.substring(Math.max(0, said.length() - TAIL)));
            }
            trap.asked().forEach(line -> findings.add("or a program that it started asked a proxy: " + line));
            return findings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path folder, Probe.Arguments arguments) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost " + hostName() + "\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Agents and debuggers of this JVM would meet themselves there, and a collector is chosen below.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-agent") && !a.startsWith("-Xrun"))
                .filter(a -> !a.matches("-XX:[+-]Use\\w+GC"))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Djdk.net.hosts.file=" + hosts);
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Probe.class.getName());
        command.addAll(arguments.asList());
        return command;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // Then a backend that asks for it gets no answer either.
            return "";
        }
    }

    private static String await(Process process, Duration patience) {
        try {
            process.getOutputStream().close();
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? "ended its process with exit code " + process.exitValue()
                    : "did not come to an end within " + patience + " and was killed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted while it waited for a process", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
