package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation whose fenced blocks are files and commands that a reader would copy.
 *
 * @param blocks in their order
 */
record Page(List<Block> blocks) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+) ?([^\\n]*)\\n(.*?)^```$");
    private static final long LIMIT_SECONDS = 600;

    static Page read(String name) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("whisperbench.checkout"))
                .resolve("docs")
                .resolve(name));
        List<Block> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(text);
        while (fenced.find()) {
            blocks.add(new Block(fenced.group(1), fenced.group(2), fenced.group(3)));
        }
        return new Page(List.copyOf(blocks));
    }

    /** The only block of a language whose title begins so. */
    Block block(String language, String title) {
        List<Block> found = blocks.stream()
                .filter(block ->
                        block.language().equals(language) && block.title().startsWith(title))
                .toList();
        assertEquals(1, found.size(), () -> "blocks '" + language + " " + title + "': " + found);
        return found.get(0);
    }

    /**
     * A fenced block.
     *
     * @param language the first word behind the fence
     * @param title the rest of that line
     * @param text what is in it
     */
    record Block(String language, String title, String text) {

        /** Writes the file that this block shows; its title is the file's name. */
        Path writeTo(Path folder) throws IOException {
            Path file = folder.resolve(title);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        }

        /** What a reader types, of a block that shows what is printed, too. */
        String command() {
            return text.substring(text.indexOf("$ ") + 2, end());
        }

        /** What is printed then. */
        String printed() {
            return text.substring(end());
        }

        private int end() {
            int end = text.indexOf('\n');
            while (text.charAt(end - 1) == '\\') {
                end = text.indexOf('\n', end + 1);
            }
            return end + 1;
        }
    }

    /**
     * A shell in which commands of a page are typed.
     *
     * @param folder its working directory
     * @param variables its environment besides a path to Java
     */
    record Shell(Path folder, Map<String, String> variables) {

        Shell with(String name, Object value) {
            Map<String, String> more = new HashMap<>(variables);
            more.put(name, value.toString());
            return new Shell(folder, more);
        }

        Shell in(Path other) {
            return new Shell(other, variables);
        }

        /** Runs commands to their end, which must be a good one, and returns what they print. */
        String run(String commands) throws IOException, InterruptedException {
            Typed typed = type(commands, "");
            assertEquals(0, typed.exitCode(), typed::toString);
            return typed.out();
        }

        /** Runs commands to their end, with something to read on standard input. */
        Typed type(String commands, String input) throws IOException, InterruptedException {
            ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", commands).directory(folder.toFile());
            builder.environment().keySet().retainAll(List.of("LANG", "TMPDIR"));
            builder.environment().putAll(variables);
            Path java = Path.of(System.getProperty("java.home"));
            builder.environment().put("JAVA_HOME", java.toString());
            builder.environment().put("PATH", java.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
            try (Said said = Said.nothing()) {
                Process process = said.start(builder);
                try (var in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                }
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return new Typed(commands, ended ? process.exitValue() : -1, said.out(), said.err());
            }
        }
    }

    /**
     * What came of commands.
     *
     * @param commands as typed
     * @param exitCode of the shell, or -1 if it did not end
     * @param out standard output
     * @param err standard error
     */
    record Typed(String commands, int exitCode, String out, String err) {}
}
