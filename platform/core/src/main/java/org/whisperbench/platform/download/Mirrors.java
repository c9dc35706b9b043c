package org.whisperbench.platform.download;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which servers are asked in place of the hub, in turn: {@code URL}, {@code OWNER/NAME=URL} or {@code OWNER/*=URL}, separated
 * by commas. What is said of a repository comes before what is said of its owner, and that before what is said of all.
 *
 * @param servers servers by what they are for: {@code OWNER/NAME}, {@code OWNER/*}, or {@code *} for all
 * @param hub the hub, for what no mirror is named for
 */
record Mirrors(Map<String, List<URI>> servers, URI hub) {

    private static final String ALL = "*";
    private static final Pattern OF_ONE = Pattern.compile("([A-Za-z0-9._-]+/(?:[A-Za-z0-9._-]+|\\*))=(.*)");

    static Mirrors parse(String text, URI hub, Function<String, URI> server) {
        Map<String, List<URI>> servers = new HashMap<>();
        for (String entry : text.isEmpty() ? List.<String>of() : Arrays.asList(text.split(",", -1))) {
            Matcher one = OF_ONE.matcher(entry.strip());
            boolean special = one.matches();
            servers.computeIfAbsent(special ? one.group(1) : ALL, key -> new ArrayList<>())
                    .add(server.apply(special ? one.group(2) : entry.strip()));
        }
        return new Mirrors(servers, hub);
    }

    /** The servers to ask for a repository, at least one. */
    List<URI> of(String repository) {
        String owner = repository.substring(0, repository.indexOf('/') + 1) + ALL;
        List<URI> found = new ArrayList<>();
        for (String key : List.of(repository, owner, ALL)) {
            found.addAll(servers.getOrDefault(key, List.of()));
        }
        return found.isEmpty() ? List.of(hub) : found;
    }
}
