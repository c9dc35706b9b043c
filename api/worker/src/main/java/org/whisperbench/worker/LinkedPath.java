package org.whisperbench.worker;

import java.nio.file.Path;

/**
 * A link in a temporary folder that an engine sees, and what it leads to. What the engine says is told with the latter: the
 * folder of the links is gone when somebody reads it.
 *
 * @param link absolute path as the engine is given it: of a link, or of a folder of links
 * @param original absolute path of the file or folder itself
 */
public record LinkedPath(Path link, Path original) {

    /**
     * Names the file itself.
     *
     * @param said what an engine said
     * @return the same, with the original's path wherever it named the link
     */
    public String original(String said) {
        return said.replace(link.toString(), original.toString());
    }

    /**
     * Names the file itself.
     *
     * @param seen a path that an engine named
     * @return where that is beside the original, if it is in the folder of the links
     */
    public Path original(Path seen) {
        return seen.startsWith(link) ? original.resolve(link.relativize(seen)) : seen;
    }
}
