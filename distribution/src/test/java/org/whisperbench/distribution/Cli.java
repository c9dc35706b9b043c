package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line to type at: starts the launcher's script as a process with little more in its environment than a home
 * folder and the Java that runs this test.
 *
 * @param script what is started
 * @param folder the current folder
 * @param environment all of it
 */
record Cli(Path script, Path folder, Map<String, String> environment) {

    private static final long LIMIT_SECONDS = 400;
    private static final List<String> KEPT = List.of("PATH", "SystemRoot", "ComSpec", "TEMP", "TMP");

    Cli {
        environment = Map.copyOf(environment);
    }

    static Cli of(Archive archive) {
        Map<String, String> environment = new HashMap<>();
        for (String name : KEPT) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", archive.user().toString());
        environment.put("USERPROFILE", archive.user().toString());
        // Made in the background, it would be in the way of the clean-up, and of the processors.
        environment.put("WHISPERBENCH_CLASS_ARCHIVE", "off");
        environment.put("LOCALAPPDATA", archive.user().resolve("AppData").toString());
        return new Cli(archive.script(), archive.home(), environment);
    }

    Cli script(Path other) {
        return new Cli(other, folder, environment);
    }

    Cli in(Path other) {
        return new Cli(script, other, environment);
    }

    Cli with(String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return new Cli(script, folder, changed);
    }

    Cli without(String name) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.remove(name);
        return new Cli(script, folder, changed);
    }

    /** The same with no other programs of the system on the PATH, which is made of shell scripts in a folder. */
    Cli withOnly(Path programs, String... names) throws IOException {
        for (String name : names) {
            Path stand = Files.writeString(programs.resolve(name), "#!/bin/sh\nexec /usr/bin/" + name + " \"$@\"\n");
            assertTrue(stand.toFile().setExecutable(true));
        }
        return with("PATH", programs.toString());
    }

    /** Runs a command to its end. */
    Run run(String... words) throws IOException, InterruptedException {
        return start(words).end();
    }

    /** Starts a command without waiting for it. */
    Running start(String... words) throws IOException {
        Said said = Said.nothing();
        Process process = said.start(process(words));
        process.getOutputStream().close();
        return new Running(String.join(" ", words), process, said);
    }

    ProcessBuilder process(String... words) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** A command that was started; whoever started it waits for its {@link #end}, also if he killed it. */
    record Running(String command, Process process, Said said) {

        Run end() throws IOException, InterruptedException {
            try (said) {
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                assertTrue(ended, () -> "'" + command + "' runs on after " + LIMIT_SECONDS + " s");
                return new Run(command, process.exitValue(), text(said.out()), text(said.err()));
            } finally {
                process.destroyForcibly();
            }
        }

        private static String text(String said) {
            return said.replace("\r\n", "\n");
        }
    }
}
