package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ffmpeg says of a file, as it writes it with the level in front of each line. Most warnings, such as of a length that is
 * estimated, are said of whole files too; those of damaged packets are not.
 *
 * @param lines not empty ones
 */
record FfmpegComplaints(List<String> lines) {

    private static final int MOST_BYTES = 1 << 16;
    /** Such as {@code [caf @ 0x563] [warning] }. */
    private static final Pattern PREFIX = Pattern.compile("^(?:\\[([^\\]@]+) @ [^\\]]*\\] )?(?:\\[(\\w+)\\] )?");

    private static final Pattern HARMLESS = Pattern.compile("warning|info|verbose|debug");
    /** Each packet is said twice where it is decoded all the same; this is the line that is always there. */
    private static final Pattern CORRUPT = Pattern.compile("Packet corrupt|corrupt decoded frame");

    private static final String NOT_ALLOWED = "Format not on whitelist";
    private static final String NOT_KNOWN = "Invalid data found when processing input";
    private static final String NO_SOUND = "matches no streams";

    FfmpegComplaints {
        lines = List.copyOf(lines);
    }

    /** Reads them; {@code content} is the file that they are about. */
    static FfmpegComplaints read(Path complaints, Path content) {
        try (InputStream log = Files.newInputStream(complaints)) {
            String text = new String(log.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return new FfmpegComplaints(text.lines()
                    .map(line -> line.replace("file:" + content, "the file").strip())
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException e) {
            return new FfmpegComplaints(List.of("its complaints cannot be read"));
        }
    }

    /** Whether it met the end of the file where there should be more. */
    boolean endsEarly() {
        return lines.stream().anyMatch(line -> line.contains("File ended prematurely"));
    }

    /** How many parts of the file it could not decode, or only with damage. */
    long damaged() {
        return lines.stream()
                .filter(line -> isGrave(line) || CORRUPT.matcher(line).find())
                .filter(line -> !line.contains("File ended prematurely"))
                .count();
    }

    private static boolean isGrave(String line) {
        Matcher prefix = PREFIX.matcher(line);
        @Nullable String level = prefix.find() ? prefix.group(2) : null;
        return level == null || !HARMLESS.matcher(level).matches();
    }

    /** Why it did not decode the file. */
    String reason() {
        for (String line : lines) {
            if (line.contains(NOT_ALLOWED)) {
                Matcher prefix = PREFIX.matcher(line);
                @Nullable String kind = prefix.find() ? prefix.group(1) : null;
                return "it is of a kind" + (kind == null ? "" : " (" + kind + ")") + " that may not be opened here";
            }
            if (line.contains(NO_SOUND)) {
                return "there is no sound in it";
            }
        }
        List<String> grave = lines.stream().filter(FfmpegComplaints::isGrave).toList();
        if (grave.isEmpty()) {
            return lines.isEmpty() ? "it gives no reason" : "it found no sound in it";
        }
        String last = PREFIX.matcher(grave.get(grave.size() - 1)).replaceFirst("");
        return last.endsWith(NOT_KNOWN) ? "it is damaged or of a kind that ffmpeg does not know" : last;
    }
}
