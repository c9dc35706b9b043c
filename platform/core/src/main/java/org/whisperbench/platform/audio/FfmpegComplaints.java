package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static final int MOST_BYTES = 1 << 22;
    /** Such as {@code [caf @ 0x563] [warning] }. */
    private static final Pattern PREFIX = Pattern.compile("^(?:\\[([^\\]@]+) @ [^\\]]*\\] )*(?:\\[(\\w+)\\] )?");

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
            byte[] read = log.readNBytes(MOST_BYTES);
            String text = new String(read, StandardCharsets.UTF_8);
            int end = read.length < MOST_BYTES ? text.length() : text.lastIndexOf('\n') + 1;
            return new FfmpegComplaints(whole(text.substring(0, end)
                    .replace("file:" + content, "the file")
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList()));
        } catch (IOException e) {
            return new FfmpegComplaints(List.of("its complaints cannot be read"));
        }
    }

    /** A complaint of several lines has its level in the first. */
    private static List<String> whole(List<String> lines) {
        List<String> complaints = new ArrayList<>();
        for (String line : lines) {
            int last = complaints.size() - 1;
            if (last >= 0 && level(line) == null && level(complaints.get(last)) != null) {
                complaints.set(last, complaints.get(last) + " " + line);
            } else {
                complaints.add(line);
            }
        }
        return complaints;
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
        String level = level(line);
        return level == null || !HARMLESS.matcher(level).matches();
    }

    private static @Nullable String level(String line) {
        Matcher prefix = PREFIX.matcher(line);
        return prefix.find() ? prefix.group(2) : null;
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
