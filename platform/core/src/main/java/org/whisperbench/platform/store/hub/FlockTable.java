package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The locks that Linux lists of {@code flock(2)}, which Python's {@code filelock} takes and Java's channels neither take nor
 * meet. On other systems both are of one kind, there is no such list, and nothing is held by it. Source of the format:
 * Linux, {@code fs/locks.c}, {@code lock_get_status}: {@code N: [->] FLOCK ADVISORY WRITE PID MAJOR:MINOR:INODE START END}.
 *
 * @param list the list, which need not be there
 */
record FlockTable(Path list) {

    private static final Pattern ENTRY =
            Pattern.compile("\\d+: (?:-> *)*FLOCK .* [0-9a-f]+:[0-9a-f]+:(\\d+) \\d+ \\S+\\s*");

    static FlockTable ofSystem() {
        return new FlockTable(Path.of("/proc/locks"));
    }

    /** Whether somebody holds a file's lock or waits for it; files of other devices with the same number count, too. */
    boolean isHeld(Path file) throws IOException {
        if (!Files.exists(list)) {
            return false;
        }
        String inode = inode(file);
        List<String> lines = Files.readAllLines(list, StandardCharsets.ISO_8859_1);
        return lines.stream()
                .map(ENTRY::matcher)
                .anyMatch(entry -> entry.matches() && entry.group(1).equals(inode));
    }

    private static String inode(Path file) throws IOException {
        try {
            return String.valueOf(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return ""; // a file system of Java's own, which Python does not see
        }
    }
}
