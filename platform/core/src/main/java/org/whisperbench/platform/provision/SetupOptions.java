package org.whisperbench.platform.provision;

import java.nio.file.Path;
import java.util.List;

/**
 * How an environment is to be set up.
 *
 * @param python the Python that it is made from: a path, or a name to look up
 * @param indexUrl address of the index of packages; empty for that of pip's own configuration; a password in it is handed to
 *     pip or uv in their environment and shown nowhere
 * @param wheels folders with packages, which are looked at beside the index
 * @param offline whether the folders alone are looked at
 * @param renew whether versions are chosen anew where they were locked before
 */
public record SetupOptions(String python, String indexUrl, List<Path> wheels, boolean offline, boolean renew) {

    /** Copies the list. */
    public SetupOptions {
        wheels = wheels.stream().map(Path::toAbsolutePath).toList();
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "SetupOptions[python=%s, indexUrl=%s, wheels=%s, offline=%s, renew=%s]"
                .formatted(python, Credentials.hidden(indexUrl), wheels, offline, renew);
    }

    /**
     * Leaves everything to pip's own configuration.
     *
     * @return the options
     */
    public static SetupOptions defaults() {
        return new SetupOptions("python3", "", List.of(), false, false);
    }
}
