package org.whisperbench.platform.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Speech, and what is said in it as far as that is known.
 *
 * @param files sound files, at least one
 * @param references what is said, by file; an empty text where nothing is said; no entry where it is not known
 * @param notes what a reader of the results must know of this speech
 */
public record Corpus(List<Path> files, Map<Path, String> references, List<String> notes) {

    /** Copies the collections. */
    public Corpus {
        files = List.copyOf(files);
        references = Map.copyOf(references);
        notes = List.copyOf(notes);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no speech to measure on");
        }
    }

    /**
     * Reads which files there are and what is said in them. A folder stands for its {@code *.wav}. References are, of
     * these the first there is for a file: its row in a table that was given; its row in the {@code references.tsv} of
     * its folder; the text file of the same name beside it. The {@code note.txt} of a folder is its note.
     *
     * @param audio files and folders
     * @param tables tables of references (tab-separated, first line names the columns, of which {@code file} and
     *     {@code text} are read), or one plain text that belongs to the only file
     * @return the speech
     * @throws org.whisperbench.api.WhisperException if something is not there, is malformed or names no file
     */
    public static Corpus read(List<Path> audio, List<Path> tables) {
        List<Path> files = new ArrayList<>();
        audio.forEach(path -> files.addAll(CorpusFiles.expand(path)));
        Map<Path, String> references = new LinkedHashMap<>();
        CorpusFiles.beside(files, references);
        tables.forEach(table -> CorpusFiles.given(table, files, references));
        return new Corpus(files, references, CorpusFiles.notes(audio));
    }
}
