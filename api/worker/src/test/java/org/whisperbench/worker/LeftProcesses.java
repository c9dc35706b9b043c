package org.whisperbench.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The processes that a test's workers left, told from those of other tests that run at the same time. */
final class LeftProcesses {

    private static final String VARIABLE = "WHISPERBENCH_TEST_FOLDER";

    private LeftProcesses() {}

    /** What the environment of a test's workers has, and is inherited by all that they start. */
    static Map<String, String> mark(Path folder) {
        return Map.of(VARIABLE, folder.toString());
    }

    /** Returns their commands. */
    static List<String> of(Path folder) throws IOException {
        String marked = VARIABLE + "=" + folder + "\0";
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(one -> one.getFileName().toString().matches("[0-9]+"))
                    .filter(one -> read(one.resolve("environ")).contains(marked))
                    .map(one -> one + " " + read(one.resolve("cmdline")).replace('\0', ' '))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
