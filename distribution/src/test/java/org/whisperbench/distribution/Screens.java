package org.whisperbench.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The captured screens of our documents: a fenced block after a line {@code <!-- screen: COMMAND -->} is what
 * {@code whisperbench COMMAND} prints on standard output, perhaps after a line {@code $ …} that shows what was typed.
 */
final class Screens {

    private static final Pattern MARKED = Pattern.compile(
            "<!-- screen: ([^\\n]+?) -->\\n+```[^\\n]*\\n((?:\\$ [^\\n]*\\n)?)(.*?)(?<=\\n)```", Pattern.DOTALL);
    /** A measured time, factor or memory; rates of errors have two decimals and are compared. */
    private static final Pattern MEASURED = Pattern.compile("(?<![\\d.])\\d+\\.(\\d|\\d{3,4})(?![\\d.])");

    private Screens() {}

    /**
     * One of them.
     *
     * @param document where it is
     * @param command the command's words
     * @param text what the document shows
     */
    record Screen(Path document, String command, String text) {

        @Override
        public String toString() {
            return document.getFileName() + ": " + command;
        }
    }

    /** All of a checkout's README and docs. */
    static List<Screen> of(Path checkout) throws IOException {
        List<Path> documents = new ArrayList<>(List.of(checkout.resolve("README.md")));
        Path docs = checkout.resolve("docs");
        if (Files.isDirectory(docs)) {
            try (Stream<Path> pages = Files.walk(docs)) {
                pages.filter(page -> page.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        List<Screen> screens = new ArrayList<>();
        for (Path document : documents) {
            for (MatchResult marked :
                    MARKED.matcher(Files.readString(document)).results().toList()) {
                screens.add(new Screen(document, marked.group(1), marked.group(3)));
            }
        }
        return screens;
    }

    /** Puts another text in a screen's place. */
    static void update(Screen screen, String text) throws IOException {
        String before = Files.readString(screen.document());
        MatchResult place = MARKED.matcher(before)
                .results()
                .filter(marked -> marked.group(1).equals(screen.command()))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                screen.document(), before.substring(0, place.start(3)) + text + before.substring(place.end(3)));
    }

    /** What a document shows of an output: folders as the reader would have them. */
    static String shown(String out, Archive archive) {
        return out.replace(archive.home().toString(), "~/" + archive.home().getFileName())
                .replace(archive.user().toString(), "~");
    }

    /** A screen without what differs from machine to machine and from run to run: times, outliers and ranks. */
    static String masked(String screen) {
        return screen.lines()
                .filter(line -> !line.startsWith("outlier: "))
                .map(line -> line.replaceFirst("^(speed: \\S+).*", "$1 #"))
                .map(line -> line.replaceFirst("^(machine:? +|java +).*", "$1#"))
                .map(line -> line.replaceAll("[0-9a-f]{16}-", "#-"))
                .map(line -> MEASURED.matcher(line).replaceAll("#"))
                .map(line -> line.replaceAll("(?<=\\S) {2,}", "  "))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
