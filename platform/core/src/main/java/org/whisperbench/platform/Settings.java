package org.whisperbench.platform;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the values of the documented keys come from. */
@FunctionalInterface
interface Settings {

    /** The value of a key as somebody wrote it, or null. */
    @Nullable
    String get(String key);

    /** The value of a key that says something. */
    default Optional<String> text(String key) {
        return Optional.ofNullable(get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The folders of a key, separated like a class path. */
    default List<Path> paths(String key) {
        return text(key).map(text -> text.split(java.io.File.pathSeparator, -1)).stream()
                .flatMap(Arrays::stream)
                .filter(path -> !path.isEmpty())
                .map(path -> Path.of(path).toAbsolutePath())
                .toList();
    }
}
