package org.whisperbench.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.WhisperBackend;

/**
 * A page of the documentation about a backend: sections of one template, and a part between two marks that is what the
 * backend itself says.
 */
public final class BackendPage {

    /** The sections that every page has, in this order. */
    public static final List<String> SECTIONS = List.of(
            "What runs",
            "Where models are",
            "How it loads",
            "How it transcribes",
            "Limits",
            "Known issues upstream",
            "What it declares");

    private static final String BEGIN = "<!-- generated from the backend's descriptors: do not edit -->";
    private static final String END = "<!-- end of what is generated -->";

    private BackendPage() {}

    /**
     * Holds a page against a backend. With the system property {@code whisperbench.update-screens} the generated part is
     * written anew instead.
     *
     * @param page the page, in Markdown
     * @param backend the backend
     * @throws AssertionError if sections are missing, or the generated part is not what the backend says
     */
    public static void hold(Path page, WhisperBackend backend) {
        String text = read(page);
        String generated = generated(backend);
        if (Boolean.getBoolean("whisperbench.update-screens")) {
            write(page, replaced(text, generated));
            return;
        }
        List<String> sections = text.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring("## ".length()))
                .toList();
        if (!sections.equals(SECTIONS)) {
            throw new AssertionError("sections of '" + page + "' are " + sections + ", not " + SECTIONS);
        }
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        String there = begin < 0 || end < begin ? "" : text.substring(begin, end + END.length());
        if (!there.equals(generated)) {
            throw new AssertionError("'" + page + "' is not what the backend says; -Dwhisperbench.update-screens=true"
                    + " writes it anew, which gives:\n" + generated);
        }
    }

    private static String replaced(String text, String generated) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        String section = "## " + SECTIONS.get(SECTIONS.size() - 1);
        if (begin >= 0 && end > begin) {
            return text.substring(0, begin) + generated + text.substring(end + END.length());
        }
        return text.stripTrailing() + "\n\n" + section + "\n\n" + generated + "\n";
    }

    /**
     * Returns what a backend says of itself and its models.
     *
     * @param backend the backend
     * @return Markdown, between the two marks
     */
    public static String generated(WhisperBackend backend) {
        BackendInfo info = backend.info();
        List<String> lines = new ArrayList<>(List.of(
                BEGIN,
                "",
                "| id | engine | licence | home page | native code in a process of its own |",
                "|---|---|---|---|---|",
                "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                                info.id(),
                                info.engine(),
                                info.licence(),
                                info.homePage(),
                                info.nativeCode() ? "a Java process" : "the engine's own process"),
                "",
                "| model | source | files | precision | languages | limit of loading |",
                "|---|---|---|---|---|---|"));
        backend.models().forEach(model -> lines.add(row(model)));
        lines.addAll(List.of("", END));
        return String.join("\n", lines);
    }

    private static String row(ModelDescriptor model) {
        List<String> files = model.files().stream().map(ModelFile::path).toList();
        String named = files.size() > 6
                ? "%d files".formatted(files.size())
                : files.stream().map(f -> "`" + f + "`").collect(Collectors.joining(", "));
        String languages = model.languages().isEmpty() ? "many" : String.join(", ", model.languages());
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        model.name(),
                        model.source().display(),
                        named,
                        model.precision(),
                        model.languages().size() > 4 ? model.languages().size() + " languages" : languages,
                        limit(model.loadLimit()));
    }

    private static String limit(Duration limit) {
        return limit.isZero() ? "10 min" : limit.toMinutes() + " min";
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path page, String text) {
        try {
            Files.writeString(page, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
