package org.whisperbench.testkit;

/**
 * A request that {@link FakeHub} got.
 *
 * @param method such as {@code GET}
 * @param server {@code hub}, or {@code cdn} for the other server that large files come from
 * @param path path and query
 * @param range the header {@code Range}, or an empty text
 * @param authorization the header {@code Authorization}, or an empty text
 */
public record HubRequest(String method, String server, String path, String range, String authorization) {

    /**
     * Tells whether it asked for the content of a file, and not where that is.
     *
     * @return true for a body
     */
    public boolean isBody() {
        return method.equals("GET") && (server.equals("cdn") || path.startsWith("/api/resolve-cache/"));
    }
}
