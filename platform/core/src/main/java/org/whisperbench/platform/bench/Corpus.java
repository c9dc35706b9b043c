package org.whisperbench.platform.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.whisperbench.platform.score.TimedText;

/**
 * Speech, and what is said in it as far as that is known.
 *
 * @param items sound files, at least one
 * @param notes what a reader of the results must know of this speech
 */
public record Corpus(List<Item> items, List<String> notes) {

    /** The language of speech of which nobody said in which it is. */
    public static final String UNKNOWN = "unknown";

    private static final int REPLACEMENT = 0xFFFD;

    /** Copies the lists. */
    public Corpus {
        items = List.copyOf(items);
        notes = List.copyOf(notes);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("no speech to measure on");
        }
    }

    /**
     * One sound file.
     *
     * @param file the file
     * @param known whether it is known what is said
     * @param reference what is said; empty where nothing is said, or where it is not known
     * @param language BCP 47 tag, or {@link #UNKNOWN}
     * @param timed when which part of it is said, words or segments in order; empty where that is not known
     */
    public record Item(Path file, boolean known, String reference, String language, List<TimedText> timed) {

        /** Copies the list; half of a pair of surrogates, which no UTF-8 has, becomes U+FFFD. */
        public Item {
            reference = wellFormed(reference);
            timed = List.copyOf(timed);
        }

        private static String wellFormed(String text) {
            StringBuilder formed = new StringBuilder(text.length());
            text.codePoints()
                    .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                    .forEach(formed::appendCodePoint);
            return formed.toString();
        }

        /**
         * Makes one of which nobody knows when what is said.
         *
         * @param file the file
         * @param known whether it is known what is said
         * @param reference what is said; empty where nothing is said, or where it is not known
         * @param language BCP 47 tag, or {@link #UNKNOWN}
         */
        public Item(Path file, boolean known, String reference, String language) {
            this(file, known, reference, language, List.of());
        }

        /** Speech of which nothing is known. */
        static Item unknown(Path file) {
            return new Item(file, false, "", UNKNOWN);
        }

        Item saying(String text) {
            return new Item(file, true, text, language, timed);
        }

        /** The parts are what is said, where nothing else says it. */
        Item at(List<TimedText> parts) {
            String said =
                    known ? reference : parts.stream().map(TimedText::text).collect(Collectors.joining(" "));
            return parts.isEmpty() ? this : new Item(file, true, said, language, parts);
        }

        Item in(String tag) {
            return tag.isBlank() ? this : new Item(file, known, reference, tag.strip(), timed);
        }
    }

    /**
     * Reads which files there are and what is said in them. Each path is a sound file, or one of these:
     *
     * <ul>
     *   <li>a folder in the layout of LibriSpeech: below it {@code *.trans.txt} with lines of an utterance's name and what
     *       is said, and a sound file of that name beside it
     *   <li>any other folder: its sound files, of whatever format
     *   <li>a manifest, {@code .tsv} with named columns or {@code .jsonl}: path (below the manifest's folder, or absolute),
     *       reference and language of each file; in a line of JSON also {@code segments}, a list of objects with {@code start},
     *       {@code end} (seconds) and {@code text}, by which timestamps are judged
     * </ul>
     *
     * <p>References of files that no manifest named are, of these the first there is: the file's row in a table that was
     * given; its row in the {@code references.tsv} of its folder, which may have a column {@code language}; the text file
     * of the same name beside it. The {@code note.txt} of a folder is its note.
     *
     * @param audio files, folders and manifests
     * @param tables tables of references (tab-separated, first line names the columns, of which {@code file}, {@code text}
     *     and {@code language} are read), or one plain text that belongs to the only file
     * @return the speech
     * @throws org.whisperbench.api.WhisperException if something is not there, is malformed or names no file
     */
    public static Corpus read(List<Path> audio, List<Path> tables) {
        List<Item> items = new ArrayList<>();
        for (Path path : audio) {
            items.addAll(Manifest.isOne(path) ? Manifest.read(path) : CorpusFiles.items(path));
        }
        for (Path table : tables) {
            items = CorpusFiles.given(table, items);
        }
        return new Corpus(items, CorpusFiles.notes(audio));
    }

    /**
     * Says which language is spoken where nobody said it.
     *
     * @param tag BCP 47 tag
     * @return the same speech
     */
    public Corpus spokenIn(String tag) {
        return new Corpus(
                items.stream()
                        .map(item -> item.language().equals(UNKNOWN) ? item.in(tag) : item)
                        .toList(),
                notes);
    }

    /**
     * Returns the sound files.
     *
     * @return in their order
     */
    public List<Path> files() {
        return items.stream().map(Item::file).toList();
    }

    /**
     * Returns what is said.
     *
     * @return by file; no entry where it is not known
     */
    public Map<Path, String> references() {
        return items.stream()
                .filter(Item::known)
                .collect(Collectors.toMap(Item::file, Item::reference, (one, other) -> other, LinkedHashMap::new));
    }
}
