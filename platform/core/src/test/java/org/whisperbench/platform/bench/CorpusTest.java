package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

class CorpusTest {

    @TempDir
    Path folder;

    private Path a;
    private Path b;

    @BeforeEach
    void prepare() throws IOException {
        a = Files.createFile(folder.resolve("a.wav"));
        b = Files.createFile(folder.resolve("b.WAV"));
        Files.createFile(folder.resolve("notes.md"));
    }

    @Test
    void aFolderStandsForItsSoundFilesOfAnyFormat() throws IOException {
        Path named = Files.createFile(folder.resolve("c.Mp3"));
        Path unnamed = Files.writeString(folder.resolve("d"), "fLaC and more");
        Path misnamed = Files.writeString(folder.resolve("e.txt"), "OggS and more");
        Files.writeString(folder.resolve("f.json"), "{}");
        Files.writeString(folder.resolve(".hidden.wav"), "RIFF");
        Files.createFile(folder.resolve("wav"));
        Files.createDirectory(folder.resolve("g.wav"));

        Corpus corpus = Corpus.read(List.of(folder), List.of());

        assertEquals(List.of(a, b, named, unnamed, misnamed), corpus.files());
        assertEquals(Map.of(), corpus.references());
    }

    @Test
    void referencesAreFoundBesideTheAudio() throws IOException {
        Files.writeString(folder.resolve("references.tsv"), "file\tseconds\ttext\na.wav\t1\tone two\n");
        Files.writeString(folder.resolve("b.txt"), " three \n");

        assertEquals(
                Map.of(a, "one two", b, "three"),
                Corpus.read(List.of(folder), List.of()).references());
    }

    @Test
    void emptyLinesNameNothing() throws IOException {
        Path manifest = Files.writeString(
                folder.resolve("m.tsv"), "path\treference\tlanguage\na.wav\tone\ten\n\nb.WAV\ttwo\ten\n\n");
        Path chapter = Files.createDirectories(folder.resolve("l/1/2"));
        Files.createFile(chapter.resolve("1-2-0000.flac"));
        Files.writeString(chapter.resolve("1-2.trans.txt"), "1-2-0000 ONE\n\n");

        assertEquals(
                Map.of(a, "one", b, "two"),
                Corpus.read(List.of(manifest), List.of()).references());
        assertEquals(
                List.of("ONE"),
                List.copyOf(Corpus.read(List.of(folder.resolve("l")), List.of())
                        .references()
                        .values()));
        Path wrong = Files.writeString(folder.resolve("w.tsv"), "path\treference\n\na.wav\n");
        fails("line 3 of table", () -> Corpus.read(List.of(wrong), List.of()));
    }

    @Test
    void aReferenceThatIsNoTextIsRefused() throws IOException {
        Path number = Files.writeString(folder.resolve("n.jsonl"), "{\"path\": \"a.wav\", \"reference\": 5}\n");
        Path nothing = Files.writeString(folder.resolve("u.jsonl"), "{\"path\": \"a.wav\", \"reference\": null}\n");
        Path nul = Files.writeString(folder.resolve("z.jsonl"), "{\"path\": \"a\\u0000.wav\"}\n");

        fails("'reference' in line 1 of manifest", () -> Corpus.read(List.of(number), List.of()));
        assertEquals(Map.of(), Corpus.read(List.of(nothing), List.of()).references());
        fails("cannot name a file", () -> Corpus.read(List.of(nul), List.of()));
    }

    @Test
    void halfOfAPairOfSurrogatesIsReplaced() throws IOException {
        Path manifest = Files.writeString(
                folder.resolve("m.jsonl"),
                "{\"path\": \"a.wav\", \"reference\": \"four \\ud83d six \\ud83d\\ude00\"}\n");

        assertEquals(
                Map.of(a, "four \ufffd six \ud83d\ude00"),
                Corpus.read(List.of(manifest), List.of()).references());
    }

    @Test
    void aTableThatIsGivenComesFirst() throws IOException {
        Files.writeString(folder.resolve("references.tsv"), "file\ttext\na.wav\tone\n");
        Path given = Files.writeString(folder.resolve("given.tsv"), "text\tfile\nsix\ta.wav\nseven\tother.wav\n");

        assertEquals(
                Map.of(a, "six"), Corpus.read(List.of(folder), List.of(given)).references());
    }

    @Test
    void aPlainTextBelongsToTheOnlyFile() throws IOException {
        Path text = Files.writeString(folder.resolve("said.txt"), "one\ntwo\n");

        assertEquals(
                Map.of(a, "one\ntwo"), Corpus.read(List.of(a), List.of(text)).references());
        fails("there are 2", () -> Corpus.read(List.of(folder), List.of(text)));
    }

    @Test
    void silenceHasAReferenceOfNoWords() throws IOException {
        Files.writeString(folder.resolve("references.tsv"), "file\ttext\na.wav\t\n");

        assertEquals(Map.of(a, ""), Corpus.read(List.of(a), List.of()).references());
    }

    @Test
    void aFolderMayHaveANote() throws IOException {
        Files.writeString(folder.resolve("note.txt"), "chosen by hand\n");

        assertEquals(
                List.of("chosen by hand"),
                Corpus.read(List.of(folder), List.of()).notes());
        assertEquals(List.of(), Corpus.read(List.of(a), List.of()).notes());
    }

    @Test
    void malformedTablesAreRefusedByLine() throws IOException {
        Path noColumns = Files.writeString(folder.resolve("x.tsv"), "name\twords\na.wav\tone\n");
        Path shortRow = Files.writeString(folder.resolve("y.tsv"), "file\ttext\na.wav\tone\nb.wav\n");

        fails("names no columns 'file' and 'text'", () -> Corpus.read(List.of(a), List.of(noColumns)));
        fails("line 3 of table", () -> Corpus.read(List.of(a), List.of(shortRow)));
    }

    @Test
    void tablesThatCannotBeMeantAreRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("o.tsv"), "file\ttext\nother.wav\tone\n");
        Path twice = Files.writeString(folder.resolve("t.tsv"), "file\ttext\na.wav\tone\na.wav\ttwo\n");

        fails("names none of the 1 files", () -> Corpus.read(List.of(a), List.of(other)));
        fails("line 3 of table", () -> Corpus.read(List.of(a), List.of(twice)));
        fails("is no file", () -> Corpus.read(List.of(a), List.of(folder)));
    }

    @Test
    void aByteOrderMarkIsNoPartOfATable() throws IOException {
        Path marked = Files.writeString(folder.resolve("m.tsv"), "\uFEFFfile\ttext\na.wav\tone\n");

        assertEquals(Map.of(a, "one"), Corpus.read(List.of(a), List.of(marked)).references());
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path binary = Files.write(folder.resolve("z.tsv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        fails("has no sound file", () -> Corpus.read(List.of(empty), List.of()));
        fails("does not exist", () -> Corpus.read(List.of(a), List.of(folder.resolve("none.tsv"))));
        fails("is not text in UTF-8", () -> Corpus.read(List.of(a), List.of(binary)));
    }

    @Test
    void aManifestMayTellWhenWhatIsSaid() throws IOException {
        Path manifest = Files.writeString(
                folder.resolve("timed.jsonl"),
                "{\"path\": \"a.wav\", \"segments\": [{\"start\": 0, \"end\": 0.5, \"text\": \"one\"},"
                        + " {\"start\": 0.5, \"end\": 1, \"text\": \"two\"}]}\n");

        Corpus.Item item = Corpus.read(List.of(manifest), List.of()).items().get(0);

        assertEquals("one two", item.reference());
        assertEquals(2, item.timed().size());
        for (String segments : List.of("5", "[{\"start\": \"a\", \"end\": 1}]", "[{\"start\": 2, \"end\": 1}]")) {
            Files.writeString(manifest, "{\"path\": \"a.wav\", \"segments\": " + segments + "}\n");
            fails("line 1 of manifest", () -> Corpus.read(List.of(manifest), List.of()));
        }
    }

    @Test
    void aManifestNamesPathReferenceAndLanguage() throws IOException {
        Path table = Files.writeString(
                folder.resolve("list.tsv"), "language\tpath\treference\nde\ta.wav\teins zwei\n\tb.WAV\t\n");
        Path lines = Files.writeString(
                folder.resolve("list.jsonl"),
                "{\"path\": \"a.wav\", \"reference\": \"eins\", \"language\": \"de\"}\n\n{\"path\": \"b.WAV\"}\n");

        assertEquals(
                List.of(new Corpus.Item(a, true, "eins zwei", "de"), new Corpus.Item(b, true, "", "unknown")),
                Corpus.read(List.of(table), List.of()).items());
        assertEquals(
                List.of(new Corpus.Item(a, true, "eins", "de"), Corpus.Item.unknown(b)),
                Corpus.read(List.of(lines), List.of()).items());
    }

    @Test
    void aManifestThatCannotBeMeantIsRefusedByLine() throws IOException {
        fails("is no JSON", () -> Corpus.read(List.of(written("x.jsonl", "{\"path\": ")), List.of()));
        fails("is no JSON object", () -> Corpus.read(List.of(written("x.jsonl", "[1]")), List.of()));
        fails("line 2 of manifest", () -> Corpus.read(List.of(written("x.jsonl", "\n{\"file\": 1}")), List.of()));
        fails(
                "names the file 'a.wav' again",
                () -> Corpus.read(List.of(written("x.tsv", "path\na.wav\na.wav\n")), List.of()));
        fails("names no file", () -> Corpus.read(List.of(written("x.tsv", "path\n")), List.of()));
    }

    private Path written(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void theLayoutOfLibriSpeechIsRead() throws IOException {
        Path chapter = Files.createDirectories(folder.resolve("libri/test-clean/61/70968"));
        Path first = Files.createFile(chapter.resolve("61-70968-0000.flac"));
        Path second = Files.createFile(chapter.resolve("61-70968-0001.wav"));
        Path transcript = chapter.resolve("61-70968.trans.txt");
        Files.writeString(transcript, "61-70968-0000 HE BEGAN A CONFUSED COMPLAINT\n61-70968-0001 GIVE NOT\n");

        assertEquals(
                List.of(
                        new Corpus.Item(first, true, "HE BEGAN A CONFUSED COMPLAINT", "en"),
                        new Corpus.Item(second, true, "GIVE NOT", "en")),
                Corpus.read(List.of(folder.resolve("libri")), List.of()).items());

        Files.writeString(transcript, "61-70968-0002 GONE\n");
        fails("there is no '61-70968-0002.flac'", () -> Corpus.read(List.of(folder.resolve("libri")), List.of()));
    }

    @Test
    void aTableMayNameTheLanguage() throws IOException {
        Files.writeString(folder.resolve("references.tsv"), "file\tlanguage\ttext\na.wav\tde\teins\n");

        Corpus corpus = Corpus.read(List.of(folder), List.of());

        assertEquals("de", corpus.items().get(0).language());
        assertEquals("fr", corpus.spokenIn("fr").items().get(1).language());
        assertEquals("de", corpus.spokenIn("fr").items().get(0).language());
    }

    private static void fails(String part, Executable reading) {
        WhisperException failure = assertThrows(WhisperException.class, reading);
        assertEquals(ErrorKind.USER, failure.kind());
        assertTrue(failure.getMessage().contains(part), failure.getMessage());
    }
}
