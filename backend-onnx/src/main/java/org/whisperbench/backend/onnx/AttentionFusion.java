package org.whisperbench.backend.onnx;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the attention of an encoder as one operator, {@code com.microsoft.MultiHeadAttention}
 * ({@code docs/ContribOperators.md} of ONNX Runtime), which never holds the scores of all frames for all others at once. Exports
 * have it as two products with a softmax between; where a graph has that in another form, or in 16 bits, it stays as it is.
 *
 * <p>What is replaced: {@code MatMul(softmax(scale * MatMul(query, Transpose(key))), value)} with query and value of shape (batch,
 * heads, frames, size), where nothing else uses what lies between.
 *
 * @param heads of each layer
 */
record AttentionFusion(int heads) {

    private static final String DOMAIN = "com.microsoft";
    private static final String NAMES = "whisperbench_attention_";
    private static final String JOINED = NAMES + "joined";
    private static final String SPLIT = NAMES + "split";
    private static final String TRANSPOSE = "Transpose";
    private static final String PERMUTATION = "perm";
    private static final int[] SWAPPED = {0, 2, 1, 3};
    private static final int[] KEYS_BACK = {0, 3, 1, 2};
    private static final int GRAPH = 7;
    private static final int IMPORT = 8;
    private static final int AXES = 4;

    /**
     * A place where it is replaced.
     *
     * @param query name of a value
     * @param keys name of a value, its last two axes swapped
     * @param value name of a value
     * @param result name of what comes out
     * @param scale of the products of query and keys
     * @param last the operator that makes the result
     * @param between the other operators, which go
     */
    private record Site(
            String query,
            String keys,
            String value,
            String result,
            float scale,
            GraphNodes.Node last,
            List<GraphNodes.Node> between) {}

    /**
     * Writes a graph with attention in one operator.
     *
     * @param file an encoder
     * @param into what is written; it may exist
     * @return how many were replaced; 0 if nothing was written
     * @throws IOException if the file cannot be read, or nothing written
     */
    int write(Path file, Path into) throws IOException {
        try (OnnxParts parts = new OnnxParts(file)) {
            List<OnnxParts.Part> model = parts.all();
            Optional<OnnxParts.Part> graph =
                    model.stream().filter(part -> part.number() == GRAPH).findFirst();
            if (graph.isEmpty()) {
                return 0;
            }
            List<OnnxParts.Part> within = parts.within(graph.get());
            GraphNodes nodes = GraphNodes.read(parts, within);
            List<Site> sites = nodes.isPlain() ? sites(nodes) : List.of();
            if (!sites.isEmpty()) {
                write(parts, model, within, sites, into);
            }
            return sites.size();
        }
    }

    private static List<Site> sites(GraphNodes nodes) throws IOException {
        List<Site> sites = new ArrayList<>();
        for (GraphNodes.Node node : nodes.all()) {
            if (node.kind().equals("Softmax")) {
                site(nodes, node).ifPresent(sites::add);
            }
        }
        return sites;
    }

    private static Optional<Site> site(GraphNodes nodes, GraphNodes.Node softmax) throws IOException {
        List<GraphNodes.Node> between = new ArrayList<>(List.of(softmax));
        String scores = softmax.input(0);
        GraphNodes.Node maker = maker(nodes, scores).orElse(softmax);
        float scale = 1;
        Optional<Float> factor = factor(nodes, maker);
        if (factor.isPresent()) {
            scale = factor.get();
            between.add(maker);
            maker = maker(nodes, maker.input(nodes.number(maker.input(0)).isPresent() ? 1 : 0))
                    .orElse(softmax);
        }
        between.add(maker);
        Optional<GraphNodes.Node> last = nodes.onlyUser(softmax.output());
        if (!isLastAxis(softmax) || !isProductWithKeys(nodes, maker) || !isProductWith(softmax, last)) {
            return Optional.empty();
        }
        GraphNodes.Node product = last.orElseThrow();
        return Optional.of(
                new Site(maker.input(0), maker.input(1), product.input(1), product.output(), scale, product, between));
    }

    /** Who makes a value that only the next operator uses. */
    private static Optional<GraphNodes.Node> maker(GraphNodes nodes, String value) {
        return nodes.onlyUser(value).flatMap(user -> nodes.maker(value));
    }

    /** By what an operator multiplies, if that is all it does. */
    private static Optional<Float> factor(GraphNodes nodes, GraphNodes.Node node) {
        return switch (node.kind()) {
            case "Mul" -> nodes.number(node.input(1)).or(() -> nodes.number(node.input(0)));
            case "Div" -> nodes.number(node.input(1)).map(divisor -> 1 / divisor);
            default -> Optional.empty();
        };
    }

    private static boolean isLastAxis(GraphNodes.Node softmax) throws IOException {
        // Without the attribute it is the last one since opset 13, and another one before.
        Optional<ProtoMessage> axis = softmax.attribute("axis");
        return axis.isPresent() && (axis.get().number(3) == -1 || axis.get().number(3) == AXES - 1);
    }

    private static boolean isProductWithKeys(GraphNodes nodes, GraphNodes.Node node) throws IOException {
        Optional<GraphNodes.Node> keys = node.kind().equals("MatMul") ? nodes.maker(node.input(1)) : Optional.empty();
        return keys.isPresent()
                && keys.get().kind().equals(TRANSPOSE)
                && keys.get().attribute(PERMUTATION).isPresent()
                && keys.get().attribute(PERMUTATION).get().numbers(8).size() == AXES;
    }

    private static boolean isProductWith(GraphNodes.Node softmax, Optional<GraphNodes.Node> last) {
        return last.isPresent()
                && last.get().kind().equals("MatMul")
                && last.get().input(0).equals(softmax.output());
    }

    private void write(
            OnnxParts parts, List<OnnxParts.Part> model, List<OnnxParts.Part> graph, List<Site> sites, Path into)
            throws IOException {
        Map<OnnxParts.Part, byte[]> changed = new HashMap<>();
        for (int i = 0; i < sites.size(); i++) {
            sites.get(i).between().forEach(node -> changed.put(node.part(), new byte[0]));
            changed.put(sites.get(i).last().part(), operators(sites.get(i), NAMES + i + "_"));
        }
        byte[] constants =
                joined(List.of(OnnxWriter.constant(JOINED, 0, 0, -1), OnnxWriter.constant(SPLIT, 0, 0, heads, -1)));
        long length = constants.length;
        for (OnnxParts.Part part : graph) {
            length += changed.containsKey(part) ? changed.get(part).length : part.bytes();
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(into))) {
            for (OnnxParts.Part part : model) {
                if (part.number() != GRAPH) {
                    parts.copy(part, out);
                }
            }
            if (!imports(parts, model)) {
                out.write(OnnxWriter.imported(DOMAIN, 1));
            }
            out.write(OnnxWriter.head(GRAPH, length));
            out.write(constants);
            for (OnnxParts.Part part : graph) {
                if (changed.containsKey(part)) {
                    out.write(changed.get(part));
                } else {
                    parts.copy(part, out);
                }
            }
        }
    }

    private static boolean imports(OnnxParts parts, List<OnnxParts.Part> model) throws IOException {
        for (OnnxParts.Part part : model) {
            if (part.number() == IMPORT
                    && ProtoMessage.read(parts.read(part)).text(1).equals(DOMAIN)) {
                return true;
            }
        }
        return false;
    }

    /** The engine takes out pairs of transpositions that undo each other. */
    private byte[] operators(Site site, String names) {
        List<byte[]> all = new ArrayList<>();
        List<String> inputs = List.of(
                flat(site.query(), SWAPPED, names + "query", all),
                flat(site.keys(), KEYS_BACK, names + "keys", all),
                flat(site.value(), SWAPPED, names + "value", all));
        String mixed = names + "mixed";
        all.add(OnnxWriter.operator(
                DOMAIN,
                "MultiHeadAttention",
                inputs,
                mixed,
                OnnxWriter.number("num_heads", heads),
                OnnxWriter.decimal("scale", site.scale())));
        String split = names + "split";
        all.add(OnnxWriter.operator("", "Reshape", List.of(mixed, SPLIT), split));
        all.add(OnnxWriter.operator(
                "", TRANSPOSE, List.of(split), site.result(), OnnxWriter.numbers(PERMUTATION, SWAPPED)));
        return joined(all);
    }

    /** From (batch, heads, frames, size) to (batch, frames, heads * size). */
    private static String flat(String value, int[] permutation, String name, List<byte[]> operators) {
        String turned = name + "_turned";
        operators.add(OnnxWriter.operator(
                "", TRANSPOSE, List.of(value), turned, OnnxWriter.numbers(PERMUTATION, permutation)));
        operators.add(OnnxWriter.operator("", "Reshape", List.of(turned, JOINED), name));
        return name;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
