package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the sound files of a folder. A file is one if its name says so, so that an empty or damaged one is not passed over in
 * silence, or if its first bytes do, whatever its name is.
 */
public final class SoundFolder {

    private static final Set<String> ENDS = Set.of(
            "wav", "wave", "rf64", "bwf", "aif", "aiff", "aifc", "flac", "mp3", "mp2", "mpga", "ogg", "oga", "opus",
            "m4a", "m4b", "mp4", "aac", "au", "snd", "caf", "wma", "amr", "w64", "ape", "wv", "mka", "mkv", "webm",
            "sph", "ac3", "dts", "mpc", "ra", "rm", "voc", "tta", "tak", "shn", "dsf", "8svx", "caff", "mov", "3gp");

    private SoundFolder() {}

    /**
     * Lists the sound files of a folder, not those of folders in it, and no hidden ones.
     *
     * @param folder a folder
     * @return its sound files, in the order of their names
     * @throws IOException if it cannot be listed or a file cannot be read
     */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> visible = entries.filter(Files::isRegularFile)
                    .filter(file -> !name(file).startsWith("."))
                    .sorted()
                    .toList();
            List<Path> sounds = new ArrayList<>();
            for (Path file : visible) {
                if (isNamedAsSound(file) || beginsAsSound(file)) {
                    sounds.add(file);
                }
            }
            return sounds;
        }
    }

    private static boolean isNamedAsSound(Path file) {
        String name = name(file);
        return ENDS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) && name.contains(".");
    }

    private static boolean beginsAsSound(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            String head = new String(bytes.readNBytes(FileKind.HEAD_BYTES), StandardCharsets.ISO_8859_1);
            return FileKind.of(head).hasMagic();
        }
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
