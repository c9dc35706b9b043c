package org.whisperbench.platform.store;

import java.util.List;
import java.util.stream.Collectors;

/** Names of files in a message, which stays one line however many there are. */
public final class FileNames {

    private static final int MOST = 5;

    private FileNames() {}

    /**
     * Writes names down.
     *
     * @param names paths
     * @return such as {@code 'a', 'b'}, or {@code 'a', 'b', 'c', 'd', 'e' and 7 more}
     */
    public static String brief(List<String> names) {
        String first = names.stream().limit(MOST).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() > MOST ? "%s and %d more".formatted(first, names.size() - MOST) : first;
    }
}
