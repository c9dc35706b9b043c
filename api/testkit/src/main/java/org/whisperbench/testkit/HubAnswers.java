package org.whisperbench.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How {@link FakeHub} answers. */
final class HubAnswers {

    private static final Pattern REVISION = Pattern.compile("/api/models/([^/]+/[^/]+)/revision/([^/?]+)");
    private static final Pattern TREE = Pattern.compile("/api/models/([^/]+/[^/]+)/tree/([^/?]+)");
    private static final Pattern RESOLVE = Pattern.compile("/([^/]+/[^/]+)/resolve/([^/]+)/(.+)");
    private static final Pattern BODY = Pattern.compile("/(?:api/resolve-cache/models|cdn)/([^/]+/[^/]+)/([^/]+)/(.+)");

    private final FakeHub hub;

    HubAnswers(FakeHub hub) {
        this.hub = hub;
    }

    void handle(HttpExchange exchange, String server) throws IOException {
        hub.remember(exchange, server);
        HubBodies.pause(hub.delayMillis());
        String path = exchange.getRequestURI().getRawPath();
        try (exchange) {
            Matcher revision = REVISION.matcher(path);
            Matcher tree = TREE.matcher(path);
            Matcher resolve = RESOLVE.matcher(path);
            Matcher body = BODY.matcher(path);
            if (revision.matches() || tree.matches()) {
                api(exchange, revision.matches() ? revision : tree, tree.matches());
            } else if (body.matches()) {
                body(exchange, server, body);
            } else if (resolve.matches()) {
                resolve(exchange, resolve);
            } else {
                refuse(exchange, 404, "", "no such page");
            }
        }
    }

    private void api(HttpExchange exchange, Matcher what, boolean tree) throws IOException {
        String id = what.group(1);
        HubFault fault = hub.fault(true);
        if (fault != null) {
            fail(exchange, fault);
            return;
        }
        String now = hub.renamed(id);
        if (now != null) {
            redirect(exchange, 307, exchange.getRequestURI().toString().replace(id, now));
            return;
        }
        if (!hub.knows(id)) {
            boolean known = !FakeHub.header(exchange, "Authorization").isEmpty();
            refuse(exchange, known ? 404 : 401, "RepoNotFound", "Repository not found");
            return;
        }
        String commit = hub.commit(id, FakeHub.decoded(what.group(2)));
        if (commit == null) {
            refuse(exchange, 404, "RevisionNotFound", "Invalid rev id");
        } else if (FakeHub.header(exchange, "Authorization").equals("Bearer bad")) {
            refuse(exchange, 401, "", "Invalid credentials in Authorization header");
        } else {
            json(exchange, tree ? tree(exchange, id, commit) : revision(exchange, id, commit));
        }
    }

    private String revision(HttpExchange exchange, String id, String commit) {
        boolean sizes =
                String.valueOf(exchange.getRequestURI().getQuery()).contains("blobs=true") && hub.pageSize() == 0;
        String siblings = hub.files(id, commit).stream()
                .map(f -> "{\"rfilename\":" + quoted(f.path()) + (sizes ? blob(f) : "") + "}")
                .collect(Collectors.joining(","));
        return "{\"id\":\"%s\",\"modelId\":\"%s\",\"sha\":\"%s\",\"private\":false,\"gated\":false,\"siblings\":[%s]}"
                .formatted(id, id, commit, siblings);
    }

    private static String blob(HubFile file) {
        String large = ",\"lfs\":{\"sha256\":\"%s\",\"size\":%d,\"pointerSize\":133}"
                .formatted(file.sha256(), file.content().length);
        return ",\"size\":%d,\"blobId\":\"%s\"".formatted(file.content().length, file.gitHash())
                + (file.isLarge() ? large : "");
    }

    private String tree(HttpExchange exchange, String id, String commit) {
        List<HubFile> files = hub.files(id, commit);
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=(\\d+).*", "$1")) : 0;
        int size = hub.pageSize() == 0 ? Math.max(1, files.size()) : hub.pageSize();
        int to = Math.min(files.size(), from + size);
        if (to < files.size()) {
            String next = "%s/api/models/%s/tree/%s?recursive=true&expand=false&cursor=%d"
                    .formatted(hub.endpoint(), id, commit, to);
            exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\"");
        }
        return files.subList(from, to).stream()
                .map(this::entry)
                .collect(Collectors.joining(
                        ",", "[{\"type\":\"directory\",\"oid\":\"0\",\"size\":0,\"path\":\"d\"},", "]"));
    }

    private String entry(HubFile file) {
        String large = ",\"lfs\":{\"oid\":\"%s\",\"size\":%d,\"pointerSize\":133}"
                .formatted(file.sha256(), file.content().length);
        String xet = hub.isChunked() ? ",\"xetHash\":\"" + file.xetHash() + "\"" : "";
        return "{\"type\":\"file\",\"oid\":\"%s\",\"size\":%d,\"path\":%s%s}"
                .formatted(
                        file.gitHash(), file.content().length, quoted(file.path()), file.isLarge() ? large + xet : "");
    }

    private void resolve(HttpExchange exchange, Matcher what) throws IOException {
        String id = what.group(1);
        String token = FakeHub.header(exchange, "Authorization");
        if (!hub.gate().isEmpty() && !token.equals("Bearer " + hub.gate())) {
            refuse(exchange, token.equals("Bearer no-access") ? 403 : 401, "GatedRepo", "Access to it is restricted");
            return;
        }
        String commit = hub.commit(id, FakeHub.decoded(what.group(2)));
        Optional<HubFile> file = commit == null ? Optional.empty() : find(id, commit, what.group(3));
        if (commit == null || file.isEmpty()) {
            refuse(exchange, 404, commit == null ? "RevisionNotFound" : "EntryNotFound", "Entry not found");
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Repo-Commit", commit);
        String place = id + "/" + commit + "/" + what.group(3);
        if (file.get().isLarge()) {
            headers.set("X-Linked-Etag", '"' + file.get().sha256() + '"');
            headers.set("X-Linked-Size", Integer.toString(file.get().content().length));
            if (hub.isChunked()) {
                headers.set("X-Xet-Hash", file.get().xetHash());
            }
            redirect(exchange, 302, hub.contentServer() + "/cdn/" + place + "?signature=once");
        } else {
            headers.set("ETag", '"' + file.get().gitHash() + '"');
            redirect(
                    exchange,
                    307,
                    "/api/resolve-cache/models/" + place + "?etag=" + file.get().gitHash());
        }
    }

    private Optional<HubFile> find(String id, String commit, String rawPath) {
        String path = FakeHub.decoded(rawPath);
        return hub.files(id, commit).stream().filter(f -> f.path().equals(path)).findFirst();
    }

    private void body(HttpExchange exchange, String server, Matcher what) throws IOException {
        Optional<HubFile> file = find(what.group(1), what.group(2), what.group(3));
        if (file.isEmpty()) {
            refuse(exchange, 404, "EntryNotFound", "Entry not found");
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Accept-Ranges", "bytes");
        headers.set("Content-Type", "application/octet-stream");
        headers.set(
                "ETag",
                '"' + (server.equals("cdn") ? file.get().xetHash() : file.get().gitHash()) + '"');
        headers.set("X-Repo-Commit", what.group(2));
        HubFault fault = exchange.getRequestMethod().equals("GET") ? hub.fault(false) : null;
        if (fault == null || !fail(exchange, fault)) {
            hub.bodies().send(exchange, file.get(), fault);
        }
    }

    /** Answers with a fault that needs no body; false if it needs one. */
    private static boolean fail(HttpExchange exchange, HubFault fault) throws IOException {
        switch (fault) {
            case API_BUSY, BUSY -> refuse(exchange, 503, "", "Service Unavailable");
            case API_LIMITED, LIMITED -> {
                exchange.getResponseHeaders().set("RateLimit", "\"api\";r=0;t=55");
                refuse(exchange, 429, "", "Too Many Requests");
            }
            case API_WEB_PAGE, WEB_PAGE -> page(exchange);
            case EXPIRED -> refuse(exchange, 403, "", "<Code>AccessDenied</Code>");
            case LOOP -> redirect(exchange, 302, exchange.getRequestURI().toString());
            case CUT, HOLD, TRICKLE, CORRUPT, WHOLE, UNSATISFIABLE, OTHER_PART, LONGER, COMPRESSED -> {
                return false;
            }
        }
        return true;
    }

    private static void page(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        byte[] page = "<html><body>Please log in</body></html>".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
    }

    private static void redirect(HttpExchange exchange, int status, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(status, -1);
    }

    private static void refuse(HttpExchange exchange, int status, @Nullable String code, String message)
            throws IOException {
        if (code != null && !code.isEmpty()) {
            exchange.getResponseHeaders().set("X-Error-Code", code);
        }
        exchange.getResponseHeaders().set("X-Error-Message", message);
        exchange.sendResponseHeaders(status, -1);
    }

    private static void json(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
