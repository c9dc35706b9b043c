package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that whisper-jni lays into the folder for temporary files when it is loaded first. It deletes them when the
 * process ends and leaves their folder behind (1.7.1, {@code LibraryUtils}). Once loaded, no system but Windows needs them.
 */
final class UnpackedLibraries {

    private static final System.Logger LOG = System.getLogger(UnpackedLibraries.class.getName());
    /** What it says of each. */
    private static final Pattern INTO = Pattern.compile("(?:Extracting|Copping) .+ into (.+)");

    private static final String FOLDER = "whisper-jni-";

    private UnpackedLibraries() {}

    /** Deletes files of which the library said that it wrote them, and their folder. */
    static void delete(List<String> said, String system) {
        if (system.startsWith("Windows")) {
            return;
        }
        Set<Path> folders = new LinkedHashSet<>();
        for (String line : said) {
            Matcher into = INTO.matcher(line.strip());
            if (into.matches()) {
                delete(into.group(1), folders);
            }
        }
        folders.forEach(UnpackedLibraries::delete);
    }

    private static void delete(String file, Set<Path> folders) {
        try {
            Path path = Path.of(file);
            Path folder = path.getParent();
            if (folder != null && String.valueOf(folder.getFileName()).startsWith(FOLDER)) {
                delete(path);
                folders.add(folder);
            }
        } catch (InvalidPathException e) {
            LOG.log(Level.DEBUG, "whisper-jni named what is no path", e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "''{0}'' stays: {1}", path, e);
        }
    }
}
