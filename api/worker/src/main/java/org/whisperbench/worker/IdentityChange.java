package org.whisperbench.worker;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.whisperbench.api.LoadedIdentity;

/** In what two identities of one model differ. */
final class IdentityChange {

    private IdentityChange() {}

    /** Names what differs, in one line, such as {@code device was 'cuda', is 'cpu'}. */
    static String between(LoadedIdentity before, LoadedIdentity now) {
        Map<String, String> then = words(before);
        Map<String, String> later = words(now);
        TreeSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(later.keySet());
        return names.stream()
                .filter(name -> !then.getOrDefault(name, "").equals(later.getOrDefault(name, "")))
                .map(name -> "%s was '%s', is '%s'"
                        .formatted(name, then.getOrDefault(name, ""), later.getOrDefault(name, "")))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> words(LoadedIdentity identity) {
        Map<String, String> words = new TreeMap<>(identity.effective());
        words.put("engine", identity.engine() + " " + identity.engineVersion());
        words.put("device", identity.device());
        words.put("precision", identity.precision());
        words.put("model", identity.model());
        words.put("files", String.valueOf(identity.files().size()));
        return words;
    }
}
