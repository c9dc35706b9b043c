package org.whisperbench.platform.hotfolder;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * A jar in a hot folder, which the framework knows by a location that stands for its path.
 *
 * @param path absolute
 */
public record HotJar(Path path) {

    private static final String SCHEME = "whisperbench-hot:";

    /**
     * Returns the jar that a bundle came in.
     *
     * @param bundle any bundle
     * @return its jar, or empty if it came from elsewhere than a hot folder
     */
    public static Optional<HotJar> of(Bundle bundle) {
        String location = bundle.getLocation();
        return location.startsWith(SCHEME)
                ? Optional.of(new HotJar(Path.of(URI.create(location.substring(SCHEME.length())))))
                : Optional.empty();
    }

    /**
     * Returns the location of the jar's bundle.
     *
     * @return one for each path, whatever is in the jar
     */
    public String location() {
        return SCHEME + path.toUri();
    }
}
