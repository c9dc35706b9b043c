package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.PeerPython;
import tools.jackson.databind.JsonNode;

/**
 * Two engines, layer by layer: ONNX Runtime on an export that shows its layers, made here from the self-test model's weights,
 * and transformers on PyTorch on the weights themselves.
 */
@Tag("peer")
final class ParityPeerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path CHECKOUT = Path.of(System.getProperty("whisperbench.checkout"));
    private static final List<String> LAYERS = List.of("features", "hidden_states.0", "hidden_states.1", "encoder");

    private static PeerPython python;
    private static Archive archive;
    private static Cli cli;

    @BeforeAll
    static void exportWithLayers(@TempDir Path folder) throws IOException, InterruptedException {
        python = PeerPython.prepare();
        Path weights = CHECKOUT.resolve("../shared/nano/transformers").normalize();
        assumeTrue(Files.isDirectory(weights), "the weights of the self-test model are not in " + weights);
        archive = Archive.unpack(folder);
        cli = Cli.of(archive)
                .with(
                        "WHISPERBENCH_PYTHON_INSANELY_FAST_WHISPER",
                        CHECKOUT.resolve("target/peers/venv").toAbsolutePath().toString());
        Path model = copy(weights, archive.home().resolve("nano-layers"));
        python.run(
                CHECKOUT.resolve("distribution/models/nano-digits/scripts/to_onnx.py"),
                PATIENCE,
                model.toString(),
                "--layers");
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return to;
    }

    private static Run parity(String first, String second, String model) throws IOException, InterruptedException {
        return cli.run("parity", first, second, "-m", model, "-a", "samples/digits-01.wav", "--json");
    }

    private static List<String> names(JsonNode layers, boolean agreeing) {
        List<String> names = new ArrayList<>();
        for (JsonNode layer : layers) {
            if (layer.path("agrees").asBoolean() == agreeing) {
                names.add(layer.path("name").asString());
            }
        }
        return names;
    }

    @Test
    void bothComputeTheSameInEveryLayer() throws Exception {
        for (List<String> sides :
                List.of(List.of("onnx", "insanely-fast-whisper"), List.of("insanely-fast-whisper", "onnx"))) {
            JsonNode report = parity(sides.get(0), sides.get(1), "nano-layers")
                    .ends(Run.WELL)
                    .json();

            assertEquals(LAYERS, names(report.path("layers"), true));
            assertEquals("", report.path("firstDiverging").asString("?"));
            assertEquals(0, report.path("notes").size(), report::toString);
            for (JsonNode layer : report.path("layers")) {
                assertTrue(layer.at("/difference/cosine").asDouble(0) > 0.99999, layer::toString);
                assertTrue(layer.at("/difference/rmse").asDouble(0) > 0, "another engine, not a copy: " + layer);
                assertEquals(0, layer.at("/reference/notFinite").asInt(1));
            }
            assertEquals("", report.at("/controls/0/found").asString("?"));
            assertEquals("hidden_states.1", report.at("/controls/1/expected").asString());
            assertEquals("hidden_states.1", report.at("/controls/1/found").asString());
        }
    }

    /** In the weights of one side only; the layers before it still agree. */
    @Test
    void anErrorPlantedInAKnownLayerIsNamed() throws Exception {
        Path planted =
                copy(archive.home().resolve("nano-layers"), archive.home().resolve("nano-planted"));
        copy(archive.home().resolve("nano-layers/onnx"), planted.resolve("onnx"));
        python.run(
                ParityPeerIT.class,
                "planted_error.py",
                PATIENCE,
                planted.resolve("model.safetensors").toString(),
                "model.encoder.layers.1.fc2.bias");

        JsonNode report = parity("onnx", "insanely-fast-whisper", "nano-planted")
                .ends(Run.NOT_WELL)
                .json();

        assertEquals("hidden_states.1", report.path("firstDiverging").asString());
        assertEquals(List.of("features", "hidden_states.0"), names(report.path("layers"), true));
        assertEquals(List.of("hidden_states.1", "encoder"), names(report.path("layers"), false));
    }

    @Test
    void thePageShowsWhatIsPrinted() throws Exception {
        List<Screens.Screen> screens = Screens.of("peer-screen", CHECKOUT);
        assertEquals(1, screens.size());
        for (Screens.Screen screen : screens) {
            Run run = cli.run(screen.command().split(" ", -1)).ends(Run.WELL);
            Screens.compare(screen, Screens.shown(run.out(), archive));
        }
    }
}
