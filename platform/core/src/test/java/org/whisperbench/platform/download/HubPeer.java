package org.whisperbench.platform.download;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.PeerPython;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The real huggingface_hub with a home folder and a hub: the installed one, or the one that is at
 * {@code HF_PEER_PYTHONPATH}. What a version cannot do yet aborts the test.
 */
record HubPeer(Path home, FakeHub hub) {

    static final String PATH = System.getenv().getOrDefault("HF_PEER_PYTHONPATH", "");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lets it do something; returns what it prints. */
    JsonNode peer(String action, String... arguments) {
        List<String> words =
                new ArrayList<>(List.of(action, home.toString(), hub.endpoint().toString(), PATH));
        words.addAll(List.of(arguments));
        String answer = PeerPython.prepare().run(HubPeer.class, "hub_peer.py", LIMIT, words.toArray(String[]::new));
        String[] lines = answer.strip().split("\n", -1);
        JsonNode said = JSON.readTree(lines[lines.length - 1]);
        Assumptions.assumeFalse(said.has("unsupported"), said::toString);
        return said;
    }

    static Map<String, Integer> sizes(Map<String, byte[]> files) {
        Map<String, Integer> sizes = new HashMap<>();
        files.forEach((path, content) -> sizes.put(path, content.length));
        return sizes;
    }

    static Map<String, Integer> sizes(JsonNode files) {
        Map<String, Integer> sizes = new HashMap<>();
        files.properties().forEach(p -> sizes.put(p.getKey(), p.getValue().asInt()));
        return sizes;
    }
}
