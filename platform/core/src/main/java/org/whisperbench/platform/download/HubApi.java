package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.platform.store.hub.BoundedJson;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * The questions to a hub. Source: the hub's OpenAPI description, paths {@code /api/models/ID/revision/REV} and
 * {@code /api/models/ID/tree/REV}.
 */
final class HubApi {

    private static final Logger LOG = LoggerFactory.getLogger(HubApi.class);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
    private static final int MOST_PAGES = 1000;

    private final Http http;
    private final List<URI> endpoints;
    private final Backoff backoff;

    HubApi(Http http, List<URI> endpoints, Backoff backoff) {
        this.http = http;
        this.endpoints = endpoints;
        this.backoff = backoff;
    }

    /** The commit and the files of a revision: one request, or one for each page where the hub's answer has no sizes. */
    Listing listing(String repository, String revision) throws IOException, InterruptedException {
        Map<?, ?> answer = object(repository, revision, "?blobs=true");
        String commit = commit(repository, answer);
        List<TreeFile> files = new ArrayList<>();
        for (Object sibling : BoundedJson.array(answer.get("siblings"))) {
            files.add(sibling(BoundedJson.object(sibling)));
        }
        boolean complete =
                files.stream().allMatch(f -> f.sizeBytes() >= 0 && !f.etag().isEmpty());
        List<TreeFile> usable = complete && !files.isEmpty() ? files : pages(repository, commit);
        requireUsable(usable);
        return new Listing(commit, Tree.of(usable));
    }

    private static void requireUsable(List<TreeFile> files) throws IOException {
        long total = 0;
        for (TreeFile file : files) {
            if (!TreeFile.staysBelow(file.path()) || file.hash().isEmpty() || file.sizeBytes() < 0) {
                throw new IOException("the hub lists a file '%s' that cannot be stored".formatted(file.path()));
            }
            if (file.sizeBytes() > TreeFile.MOST_BYTES - total) {
                throw new IOException("the hub lists more bytes than there can be, with '%s' of %d"
                        .formatted(file.path(), file.sizeBytes()));
            }
            total += file.sizeBytes();
        }
    }

    /** The commit that a branch or tag names. */
    String commit(String repository, String revision) throws IOException, InterruptedException {
        return commit(repository, object(repository, revision, ""));
    }

    /** The bytes of a file. */
    FileSource file(String repository, String commit, String path) {
        String quoted = Arrays.stream(path.split("/", -1)).map(HubApi::quoted).collect(Collectors.joining("/"));
        return new MirroredFile(
                http,
                endpoints.stream()
                        .map(e -> URI.create(e + "/" + repository + "/resolve/" + commit + "/" + quoted))
                        .toList());
    }

    /** Asks one endpoint after the other until one answers; fails as the last one does. */
    private <T> T first(Question<T> question) throws IOException {
        for (URI endpoint : endpoints.subList(0, endpoints.size() - 1)) {
            try {
                return question.ask(endpoint);
            } catch (IOException e) {
                LOG.info("mirror '{}' did not help: {}", endpoint, http.reason(e));
            }
        }
        return question.ask(endpoints.get(endpoints.size() - 1));
    }

    /** Something that an endpoint is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(URI endpoint) throws IOException;
    }

    private Map<?, ?> object(String repository, String revision, String query)
            throws IOException, InterruptedException {
        return BoundedJson.object(
                ask(repository, e -> e + "/api/models/" + repository + "/revision/" + quoted(revision) + query)
                        .value());
    }

    private static String commit(String repository, Map<?, ?> answer) throws IOException {
        String commit = BoundedJson.text(answer.get("sha"));
        if (!HubRepository.isCommit(commit)) {
            throw new IOException("the hub names no commit of '%s'".formatted(repository));
        }
        return commit;
    }

    private static TreeFile sibling(Map<?, ?> value) {
        Map<?, ?> large = BoundedJson.object(value.get("lfs"));
        return new TreeFile(
                BoundedJson.text(value.get("rfilename")),
                BoundedJson.number(value.get("size")),
                BoundedJson.text(value.get("blobId")),
                BoundedJson.text(large.get("sha256")),
                BoundedJson.text(value.get("xetHash")));
    }

    private List<TreeFile> pages(String repository, String commit) throws IOException, InterruptedException {
        List<TreeFile> files = new ArrayList<>();
        Function<URI, String> page =
                e -> e + "/api/models/" + repository + "/tree/" + commit + "?recursive=true&expand=false";
        for (int i = 0; i < MOST_PAGES; i++) {
            Answer answer = ask(repository, page);
            for (Object value : BoundedJson.array(answer.value())) {
                Map<?, ?> entry = BoundedJson.object(value);
                if ("file".equals(entry.get("type"))) {
                    files.add(entry(entry));
                }
            }
            Matcher next = NEXT.matcher(answer.link());
            if (!next.find()) {
                return files;
            }
            String following = Http.target(answer.uri(), next.group(1)).toString();
            page = e -> following;
        }
        throw new IOException("the hub's list of '%s' has no end".formatted(repository));
    }

    private static TreeFile entry(Map<?, ?> value) {
        Map<?, ?> large = BoundedJson.object(value.get("lfs"));
        return new TreeFile(
                BoundedJson.text(value.get("path")),
                BoundedJson.number(value.get("size")),
                BoundedJson.text(value.get("oid")),
                BoundedJson.text(large.get("oid")),
                BoundedJson.text(value.get("xetHash")));
    }

    private Answer ask(String what, Function<URI, String> address) throws IOException, InterruptedException {
        return backoff.repeat(what, () -> first(endpoint -> answer(URI.create(address.apply(endpoint)))));
    }

    private Answer answer(URI address) throws IOException {
        try (Reply reply = http.get(address, "");
                InputStream body = reply.body()) {
            if (reply.isWebPage()) {
                throw new IOException("'%s' answers with a web page; a login page or a proxy may stand in between"
                        .formatted(Origin.host(reply.uri())));
            }
            Object value = BoundedJson.read(body);
            reply.finish();
            return new Answer(value, reply.header("Link"), reply.uri());
        }
    }

    private static String quoted(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record Answer(Object value, String link, URI uri) {}
}
