package org.whisperbench.platform.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arrays of one side by their names, in the order of computing. */
record Layers(Map<String, NpyArray> arrays) {

    Layers {
        arrays = new LinkedHashMap<>(arrays);
    }

    /** Compares what both sides have. */
    List<ParityReport.Layer> compare(Layers other, double tolerance) {
        List<ParityReport.Layer> compared = new ArrayList<>();
        arrays.forEach((name, own) -> {
            NpyArray theirs = other.arrays.get(name);
            if (theirs != null) {
                compared.add(layer(name, own, theirs, tolerance));
            }
        });
        return compared;
    }

    private static ParityReport.Layer layer(String name, NpyArray own, NpyArray theirs, double tolerance) {
        LayerNumbers first = LayerNumbers.of(own);
        LayerNumbers second = LayerNumbers.of(theirs);
        boolean comparable = own.shape().equals(theirs.shape()) && first.notFinite() + second.notFinite() == 0;
        Optional<LayerDifference> difference =
                comparable ? Optional.of(LayerDifference.of(own, theirs)) : Optional.empty();
        boolean agrees = difference.map(d -> d.relative() <= tolerance).orElse(false);
        return new ParityReport.Layer(name, first, second, difference, agrees);
    }

    static String firstDiverging(List<ParityReport.Layer> layers) {
        return layers.stream()
                .filter(layer -> !layer.agrees())
                .findFirst()
                .map(ParityReport.Layer::name)
                .orElse("");
    }

    /** The same with an error from one layer on, of a share of its deviation. */
    Layers wrongFrom(String layer, double share) {
        Map<String, NpyArray> wrong = new LinkedHashMap<>();
        boolean reached = false;
        for (Map.Entry<String, NpyArray> each : arrays.entrySet()) {
            reached = reached || each.getKey().equals(layer);
            wrong.put(each.getKey(), reached ? each.getValue().withError(share) : each.getValue());
        }
        return new Layers(wrong);
    }

    /** A layer in the middle, where an error is planted. */
    String middle() {
        return List.copyOf(arrays.keySet()).get(arrays.size() / 2);
    }

    List<String> missingIn(Layers other) {
        return arrays.keySet().stream()
                .filter(name -> !other.arrays.containsKey(name))
                .toList();
    }
}
