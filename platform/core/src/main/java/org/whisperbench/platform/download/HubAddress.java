package org.whisperbench.platform.download;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.platform.store.hub.RepositoryName;

/**
 * A file of the hub that is named by its address there, {@code https://huggingface.co/OWNER/NAME/resolve/REVISION/PATH}: any
 * other server that speaks as the hub does has it, too.
 *
 * @param repository {@code OWNER/NAME}
 * @param revision branch, tag or commit
 * @param path path of the file in the repository
 */
record HubAddress(String repository, String revision, String path) {

    private static final String HOST = URI.create(Settings.HUB).getHost();
    private static final Pattern RESOLVE = Pattern.compile("/([^/]+/[^/]+)/resolve/([^/]+)/(.+)");

    /** Reads an address; nothing if it is of another server, or no file of a repository of models. */
    static Optional<HubAddress> of(String url) {
        URI uri = URI.create(url);
        Matcher parts = RESOLVE.matcher(String.valueOf(uri.getRawPath()));
        if (!HOST.equalsIgnoreCase(uri.getHost()) || uri.getPort() >= 0 || !parts.matches()) {
            return Optional.empty();
        }
        return RepositoryName.isValid(parts.group(1))
                ? Optional.of(new HubAddress(parts.group(1), decoded(parts.group(2)), decoded(parts.group(3))))
                : Optional.empty();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
