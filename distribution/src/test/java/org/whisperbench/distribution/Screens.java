package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static final String MARKED =
            "<!-- %s: ([^\\n]+?) -->\\n+```[^\\n]*\\n((?:\\$ [^\\n]*\\n)?)(.*?)(?<=\\n)```";
    /** A number of a layer, whose last digits depend on the processor. */
    private static final Pattern COMPUTED = Pattern.compile("-?\\d+\\.\\d{4,}(e-?\\d+)?|-?\\d\\.\\d+e-\\d+");

    /** A measured time, factor or memory; rates of errors have two decimals and are compared. */
    private static final Pattern MEASURED = Pattern.compile("(?<![\\d.])\\d+\\.(\\d|\\d{3,4})(?![\\d.])");

    private static final String UPDATE = "whisperbench.update-screens";

    private Screens() {}

    /**
     * One of them.
     *
     * @param kind what stands before the colon: {@code screen}, or the name of another host
     * @param document where it is
     * @param command the command's words
     * @param text what the document shows
     */
    record Screen(String kind, Path document, String command, String text) {

        @Override
        public String toString() {
            return document.getFileName() + ": " + command;
        }
    }

    private static Pattern marked(String kind) {
        return Pattern.compile(MARKED.formatted(kind), Pattern.DOTALL);
    }

    /** All of one kind in a checkout's README and docs. */
    static List<Screen> of(String kind, Path checkout) throws IOException {
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
                    marked(kind).matcher(Files.readString(document)).results().toList()) {
                screens.add(new Screen(kind, document, marked.group(1), marked.group(3)));
            }
        }
        return screens;
    }

    /** Fails unless a screen shows what was printed; or, when asked to, makes it show that. */
    static void compare(Screen screen, String printed) throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            update(screen, printed);
            return;
        }
        assertEquals(
                masked(screen.text()),
                masked(printed),
                () ->
                        "the screen '%s' has drifted; if the new one is right, run 'mvn verify -D%s=true', which writes it"
                                .formatted(screen, UPDATE));
    }

    /** Puts another text in a screen's place. */
    private static void update(Screen screen, String text) throws IOException {
        String before = Files.readString(screen.document());
        MatchResult place = marked(screen.kind())
                .matcher(before)
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

    /** A screen without what differs from machine to machine and from run to run: times, runs, disturbances and ranks. */
    static String masked(String screen) {
        return screen.lines()
                .filter(line -> !line.startsWith("outlier: ") && !line.startsWith("disturbed: "))
                .map(line -> line.replaceFirst("(?<=  measured {1,9})\\d+", "#"))
                .map(line -> line.replaceFirst("(?<= system )AVX = [^,]*", "#"))
                .map(line -> line.replaceFirst("^(speed: \\S+).*", "$1 #"))
                // What some releases of Java say of the means by which a test crashes.
                .filter(line -> !line.startsWith("    WARNING: "))
                // Caches are there once the launcher has made its archive of classes in the background.
                .filter(line -> !line.startsWith("note     caches: "))
                .map(line -> line.replaceFirst("^(machine:? +|java +|note +java: ).*", "$1#"))
                // A lock is named after the Python and the machine; where there is no Python the plan says so.
                .map(line -> line.replaceAll("(locks/[a-z-]+-[0-9a-f]{12}-)[\\w-]+(?=\\.txt)", "$1#"))
                .filter(line -> !line.startsWith("# cannot be run here: "))
                .map(line -> line.replaceAll("[0-9a-f]{16}-", "#-"))
                .map(line -> line.replaceFirst("^( +# [CVJjv]+  ).*", "$1#"))
                .map(line -> line.replaceAll("0x[0-9a-f]+|(?<=[pt]id=)\\d+", "#"))
                .map(line -> COMPUTED.matcher(line).replaceAll("#"))
                .map(line -> MEASURED.matcher(line).replaceAll("#"))
                .map(line -> line.replaceAll("(?<=\\S) {2,}", "  "))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
