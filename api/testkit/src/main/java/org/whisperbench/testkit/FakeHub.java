package org.whisperbench.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A hub on the loopback interface that speaks as Hugging Face's does: questions about repositories, small files behind a
 * relative redirect, large ones behind an absolute one to another server, whose entity tag is no hash of the content. What
 * goes wrong is decided by tests. It counts and remembers what it is asked.
 *
 * <p>Any number of threads may use an instance.
 */
public final class FakeHub implements AutoCloseable {

    /** The commit of a repository's first revision. */
    public static final String COMMIT = "1111111111111111111111111111111111111111";

    private final HubServer hub;
    private final HubServer cdn;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<String, List<HubFile>>> commits = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> branches = new ConcurrentHashMap<>();
    private final Map<String, String> renamed = new ConcurrentHashMap<>();
    private final List<HubRequest> requests = new CopyOnWriteArrayList<>();
    private final Deque<HubFault> faults = new ArrayDeque<>();
    private final HubBodies bodies = new HubBodies();
    private volatile @Nullable HubFault always;
    private volatile String gate = "";
    private volatile int pageSize;
    private volatile int delayMillis;
    private volatile boolean xet;

    private FakeHub(HubServer hub, HubServer cdn) {
        this.hub = hub;
        this.cdn = cdn;
        HubAnswers answers = new HubAnswers(this);
        hub.start(exchange -> answers.handle(exchange, "hub"), threads);
        cdn.start(exchange -> answers.handle(exchange, "cdn"), threads);
    }

    /**
     * Starts one on free ports.
     *
     * @return a hub without repositories
     * @throws IOException if there is no port
     */
    public static FakeHub start() throws IOException {
        return new FakeHub(HubServer.plain("127.0.0.1"), HubServer.plain("localhost"));
    }

    /**
     * Starts one that calls itself {@code https://hub.test} and {@code https://cdn.test}, to come to by {@link TunnelProxy}.
     *
     * @param certificate for both names
     * @return a hub without repositories
     * @throws IOException if there is no port
     */
    public static FakeHub startSecure(SSLContext certificate) throws IOException {
        return new FakeHub(HubServer.secure("hub.test", certificate), HubServer.secure("cdn.test", certificate));
    }

    /**
     * Returns the address for {@code HF_ENDPOINT}.
     *
     * @return an URL without a slash at the end
     */
    public URI endpoint() {
        return hub.address();
    }

    URI contentServer() {
        return cdn.address();
    }

    /**
     * Adds a revision to a repository; its branch {@code main} names it from now on.
     *
     * @param id {@code OWNER/NAME}
     * @param commit 40 hexadecimal digits
     * @param files content by path
     */
    public void put(String id, String commit, Map<String, byte[]> files) {
        List<HubFile> list = new ArrayList<>();
        new TreeMap<>(files).forEach((path, content) -> list.add(new HubFile(path, content.clone())));
        commits.computeIfAbsent(id, i -> new ConcurrentHashMap<>()).put(commit, list);
        branches.computeIfAbsent(id, i -> new ConcurrentHashMap<>()).put("main", commit);
    }

    /**
     * Renames a repository: the old name is redirected.
     *
     * @param from the old name
     * @param to the new name
     */
    public void rename(String from, String to) {
        renamed.put(from, to);
    }

    /**
     * Lets the next answers that can be so be faulty.
     *
     * @param coming one for each answer, in their order
     */
    public void next(HubFault... coming) {
        synchronized (faults) {
            faults.addAll(List.of(coming));
        }
    }

    /**
     * Lets every answer that can be so be faulty from now on.
     *
     * @param fault what is wrong, or nothing to end it
     */
    public void always(@Nullable HubFault fault) {
        always = fault;
    }

    /**
     * Lets only a token see the files; the lists stay public. {@code no-access} is a token that is known and not enough.
     *
     * @param token the token that may; empty for everyone
     */
    public void gate(String token) {
        gate = token;
    }

    /**
     * Leaves sizes out of the first answer and gives the files in pages.
     *
     * @param size how many files are on one
     */
    public void paged(int size) {
        pageSize = size;
    }

    /** Lets large files be in the chunk store, too: their redirects say so. */
    public void chunked() {
        xet = true;
    }

    /**
     * Lets every answer come later, as over a long way.
     *
     * @param millis how much later
     */
    public void delay(int millis) {
        delayMillis = millis;
    }

    /**
     * Lets bodies of files come no faster than this over each connection.
     *
     * @param bytesPerSecond of one connection; 0 for as fast as can be
     */
    public void pace(long bytesPerSecond) {
        bodies.pace(bytesPerSecond);
    }

    /**
     * Returns what was asked so far.
     *
     * @return in the order of arrival
     */
    public List<HubRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Returns how many bytes of files were sent.
     *
     * @return bytes
     */
    public long servedBytes() {
        return bodies.served();
    }

    /** Forgets what was asked so far. */
    public void forget() {
        requests.clear();
    }

    /**
     * Waits until one more answer is held back half way.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    public void awaitHeld() throws InterruptedException {
        bodies.awaitHeld();
    }

    /**
     * Decides how much of a body comes before it is held back.
     *
     * @param percent of its length
     */
    public void holdAt(int percent) {
        bodies.holdAt(percent);
    }

    /** Lets answers that are held back end. */
    public void release() {
        bodies.release();
    }

    @Override
    public void close() {
        release();
        hub.stop();
        cdn.stop();
        threads.shutdownNow();
    }

    void remember(HttpExchange exchange, String server) {
        requests.add(new HubRequest(
                exchange.getRequestMethod(),
                server,
                exchange.getRequestURI().toString(),
                header(exchange, "Range"),
                header(exchange, "Authorization")));
    }

    static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The fault of the next answer, if it is of the kind that can be now. */
    @Nullable
    HubFault fault(boolean api) {
        HubFault lasting = always;
        if (lasting != null && lasting.isApi() == api) {
            return lasting;
        }
        synchronized (faults) {
            HubFault coming = faults.peek();
            return coming != null && coming.isApi() == api ? faults.poll() : null;
        }
    }

    HubBodies bodies() {
        return bodies;
    }

    String gate() {
        return gate;
    }

    int delayMillis() {
        return delayMillis;
    }

    int pageSize() {
        return pageSize;
    }

    boolean isChunked() {
        return xet;
    }

    @Nullable
    String renamed(String id) {
        return renamed.get(id);
    }

    boolean knows(String id) {
        return commits.containsKey(id);
    }

    /** The commit of a branch, or the revision itself if it is one, or nothing. */
    @Nullable
    String commit(String id, String revision) {
        String named = branches.getOrDefault(id, Map.of()).get(revision);
        String commit = named == null ? revision : named;
        return commits.getOrDefault(id, Map.of()).containsKey(commit) ? commit : null;
    }

    List<HubFile> files(String id, String commit) {
        return commits.getOrDefault(id, Map.of()).getOrDefault(commit, List.of());
    }
}
