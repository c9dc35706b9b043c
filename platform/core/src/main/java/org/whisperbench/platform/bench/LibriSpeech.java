package org.whisperbench.platform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layout of LibriSpeech: {@code SPEAKER/CHAPTER/SPEAKER-CHAPTER.trans.txt} with a line {@code UTTERANCE TEXT} for each
 * {@code UTTERANCE.flac} beside it. All of it is English.
 *
 * <p>Source: V. Panayotov et al., "LibriSpeech: an ASR corpus based on public domain audio books", ICASSP 2015, and the
 * README of its archives.
 */
final class LibriSpeech {

    private static final String TRANSCRIPT = ".trans.txt";
    private static final List<String> ENDS = List.of(".flac", ".wav");
    /** From the folder of all archives down to a chapter. */
    private static final int DEEPEST = 5;

    private LibriSpeech() {}

    /** Returns the transcripts below a folder, in alphabetical order; none if it has another layout. */
    static List<Path> transcripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            return files.filter(file -> file.toString().endsWith(TRANSCRIPT))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the utterances of a transcript. */
    static List<Corpus.Item> read(Path transcript) {
        List<Corpus.Item> items = new ArrayList<>();
        int number = 0;
        for (String line : TextTable.read(transcript).lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            int space = line.indexOf(' ');
            if (space < 1) {
                throw TextTable.user("line %d of transcript '%s' is no name of an utterance and a text"
                        .formatted(number, transcript));
            }
            String utterance = line.substring(0, space);
            Path sound = sound(transcript, utterance)
                    .orElseThrow(() -> TextTable.user("transcript '%s' names '%s', but there is no '%s%s' beside it"
                            .formatted(transcript, utterance, utterance, ENDS.get(0))));
            items.add(new Corpus.Item(sound, true, line.substring(space + 1).strip(), "en"));
        }
        return items;
    }

    private static Optional<Path> sound(Path transcript, String utterance) {
        return ENDS.stream()
                .map(end -> transcript.resolveSibling(utterance + end))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
