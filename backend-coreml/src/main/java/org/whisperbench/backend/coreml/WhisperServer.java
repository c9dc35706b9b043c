package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.LinkedPath;
import org.whisperbench.worker.TemporaryFolder;
import org.whisperbench.worker.ToolAnswer;
import org.whisperbench.worker.WorkerCommand;

/**
 * A running {@code whisper-server} (options and answers as of whisper.cpp 1.9.3, {@code examples/server}), which listens on
 * the loopback address alone. A bad model ends it with code 1 or a signal; a model that is loaded answers {@code /health}.
 */
final class WhisperServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WhisperServer.class.getName());
    private static final Duration LOADING = Duration.ofMinutes(30);
    private static final Duration HEALTH = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path program;
    private final Path model;
    private final LoadOptions options;
    private final Optional<CoreMlEncoder> encoder;
    private final SaidLines said = new SaidLines();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private @Nullable Path links;
    private Path seen;
    private @Nullable Process process;
    private int port;

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // what the user named, handed through
    WhisperServer(Path program, Path model, LoadOptions options, Optional<CoreMlEncoder> encoder) {
        this.program = program;
        this.model = model;
        this.seen = model;
        this.options = options;
        this.encoder = encoder;
    }

    Path program() {
        return program;
    }

    /** The path of the model as the program was given it. */
    Path seen() {
        return seen;
    }

    /** The program that is installed with it, and tells its version. */
    Path cli() {
        return program.resolveSibling(String.valueOf(program.getFileName()).replace("server", "cli"));
    }

    Optional<CoreMlEncoder> encoder() {
        return encoder;
    }

    /** The last lines that it wrote, oldest first. */
    List<String> said() {
        return said.lines();
    }

    /** Starts it, waits until the model is loaded, and lets it hear a second of silence, upon which it tells what it is. */
    void start() throws InterruptedException {
        try {
            version();
            port = freePort();
            ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
            WorkerCommand.reduce(builder.environment());
            Process started = builder.start();
            process = started;
            said.readFrom(started);
            awaitHealth(started);
            send(MultipartForm.silence());
            requireItsOwnWords(started);
        } catch (IOException e) {
            throw failure("'" + program + "' cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Whoever took the port between asking for a free one and listening would have answered too. What the server says comes
     * another way than what it answers, and may come later.
     */
    private void requireItsOwnWords(Process started) throws InterruptedException {
        boolean itsOwn =
                said.await(GRACE, lines -> !new ServerWords(lines).system().equals("unknown"));
        if (!started.isAlive() || !itsOwn) {
            throw failure("another program than '" + program + "' answered at port " + port + "; try again", null);
        }
    }

    /** The model, or a link to it that has a link to the encoder beside it. */
    private Path laidOut() throws IOException {
        if (encoder.isEmpty()) {
            return model;
        }
        Path folder = TemporaryFolder.make("whisperbench-encoder-");
        links = folder;
        Path link = Files.createSymbolicLink(folder.resolve(model.getFileName()), model);
        encoder.get().linkBeside(link);
        return link;
    }

    private void unlink() {
        Path folder = links;
        if (folder == null) {
            return;
        }
        TemporaryFolder.delete(folder);
        links = null;
    }

    private List<String> command() throws IOException {
        seen = laidOut();
        List<String> command = new ArrayList<>(List.of(program.toString(), "-m", seen.toString()));
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "-nlp"));
        if (options.threads() > 0) {
            command.addAll(List.of("-t", Integer.toString(options.threads())));
        }
        if (options.device().equals("cpu")) {
            command.add("-ng");
        }
        return command;
    }

    /** The server does not tell its version, but the program that is installed with it does. */
    private void version() throws InterruptedException {
        if (Files.isExecutable(cli())) {
            ToolAnswer.of(cli(), "--version").forEach(said::add);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** It tells nobody when it is ready, so it is asked. */
    private void awaitHealth(Process started) throws InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(address("/health")).timeout(HEALTH).GET().build();
        long start = System.nanoTime();
        while (System.nanoTime() - start < LOADING.toNanos()) {
            if (started.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!said.awaitEnd(GRACE)) {
                    LOG.log(System.Logger.Level.DEBUG, "''{0}'' ended, and its output did not", program);
                }
                throw failure("'" + program + "' ended with " + started.exitValue() + " while it loaded", null);
            }
            if (answersWell(question)) {
                return;
            }
        }
        throw failure("'" + program + "' did not load the model within " + LOADING, null);
    }

    private boolean answersWell(HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Has a recording written down. */
    JsonObject ask(Path wav, DecodingOptions decoding) throws IOException, InterruptedException {
        return send(MultipartForm.of(wav, decoding));
    }

    private JsonObject send(MultipartForm form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address("/inference"))
                .header("Content-Type", form.contentType())
                .POST(form.body())
                .build();
        HttpResponse<String> answer = answer(request);
        if (answer.statusCode() != 200) {
            throw failure(
                    "'" + program + "' answered " + answer.statusCode() + ": "
                            + answer.body().strip(),
                    null);
        }
        try {
            return JsonObject.parse(answer.body());
        } catch (IllegalArgumentException e) {
            throw failure("'" + program + "' answered what is no JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Asks again, once, where the connection ended before an answer: the server ends connections that were idle, which may be
     * just when they are used again. What is asked changes nothing.
     */
    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            Process running = process;
            if (running == null || !running.isAlive()) {
                throw e;
            }
            LOG.log(System.Logger.Level.DEBUG, "asked again", e);
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** What the server says of links, told of the files themselves. */
    private String original(String line) {
        String ofEncoder = encoder.map(e -> e.beside(seen).original(line)).orElse(line);
        return new LinkedPath(seen, model).original(ofEncoder);
    }

    private BackendException failure(String what, @Nullable Exception cause) {
        List<String> lines = said();
        String last = lines.isEmpty()
                ? ""
                : "; its last line: " + original(lines.get(lines.size() - 1).strip());
        String message = original(what) + last + "; check the model, or use '--option runtime=jni'";
        return cause == null
                ? new BackendException(ErrorKind.EXTERNAL, message)
                : new BackendException(ErrorKind.EXTERNAL, message, cause);
    }

    @Override
    public void close() {
        end();
        unlink();
    }

    private void end() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
