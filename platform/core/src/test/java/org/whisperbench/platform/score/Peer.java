package org.whisperbench.platform.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.whisperbench.testkit.PeerPython;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Asks a script of this package, which uses the real package. */
final class Peer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path scratch;

    Peer(Path scratch) {
        this.scratch = scratch;
    }

    /** Returns what the script answers to the cases: it reads them as JSON from a file and prints JSON. */
    JsonNode answer(String script, Object cases) throws IOException {
        Path input = scratch.resolve("cases.json");
        Files.write(input, JSON.writeValueAsBytes(cases));
        return JSON.readTree(PeerPython.prepare().run(Peer.class, script, LIMIT, input.toString()));
    }
}
