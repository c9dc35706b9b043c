package org.whisperbench.platform.download;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that an URL names. {@link URI} tells host and port only of names as RFC 2396 has them; containers and Windows
 * machines have names with {@code _}, too, so its authority is read here.
 *
 * @param scheme in small letters
 * @param host in small letters; of an IPv6 address with its brackets
 * @param port 1 to 65535
 */
record Origin(String scheme, String host, int port) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern SERVER =
            Pattern.compile("(\\[[^\\[\\]]+\\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?[.]?)(?::([0-9]{0,5}))?");

    /** The server; nothing if the URL names none, or a port that cannot be. */
    static Optional<Origin> of(URI uri) {
        return of(uri, "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP);
    }

    /** The server, with a port where the URL has none. */
    static Optional<Origin> of(URI uri, int usualPort) {
        String authority = uri.getRawAuthority();
        if (uri.getScheme() == null || authority == null) {
            return Optional.empty();
        }
        Matcher server = SERVER.matcher(
                authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
        if (!server.matches()) {
            return Optional.empty();
        }
        String number = server.group(2);
        int port = number == null || number.isEmpty() ? usualPort : Integer.parseInt(number);
        return port >= 1 && port <= LARGEST_PORT
                ? Optional.of(new Origin(uri.getScheme().toLowerCase(Locale.ROOT), server.group(1), port))
                : Optional.empty();
    }

    /** The server's name for messages. */
    static String host(URI uri) {
        return of(uri).map(Origin::host).orElseGet(() -> String.valueOf(uri.getHost()));
    }

    /** The user and password that an URL has, as it writes them, or an empty text. */
    static String user(URI uri) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        return authority.substring(0, Math.max(0, authority.lastIndexOf('@')));
    }

    /** The user and password that an URL has, in plain signs: {@code USER:PASSWORD}, or an empty text. */
    static String login(URI uri) {
        return URLDecoder.decode(user(uri).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The same URL without user and password. */
    static URI withoutUser(URI uri) {
        String user = user(uri);
        return user.isEmpty() ? uri : URI.create(uri.toString().replaceFirst(Pattern.quote("//" + user + "@"), "//"));
    }

    /** A text that may be an URL, for messages: whatever may be of a user and a password is not told. */
    static String withoutUser(String url) {
        return url.replaceAll("//[^/?#]*@", "//***@");
    }

    boolean isWeb() {
        return scheme.equals("http") || scheme.equals("https");
    }
}
