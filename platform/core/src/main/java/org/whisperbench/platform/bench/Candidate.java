package org.whisperbench.platform.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.catalog.CatalogModel;

/**
 * One cell of the matrix: a model with its options.
 *
 * @param model the model
 * @param load how to load it
 * @param options how to transcribe
 * @param variant what tells it from the other cells of the same model, such as {@code threads=2}; empty if it is the only one
 * @param address the model's name in results: {@code backend/model}, or more where another model has that name, too
 */
public record Candidate(
        CatalogModel model, LoadOptions load, TranscribeOptions options, String variant, String address) {

    /**
     * Makes a cell under the address of its model.
     *
     * @param model the model
     * @param load how to load it
     * @param options how to transcribe
     * @param variant see {@link Candidate}
     */
    public Candidate(CatalogModel model, LoadOptions load, TranscribeOptions options, String variant) {
        this(model, load, options, variant, model.address());
    }

    /**
     * Makes the only cell of a model.
     *
     * @param model the model
     * @param load how to load it
     * @param options how to transcribe
     */
    public Candidate(CatalogModel model, LoadOptions load, TranscribeOptions options) {
        this(model, load, options, "");
    }

    /**
     * Returns the name of its row.
     *
     * @return such as {@code onnx/nano-digits.en} or {@code onnx/nano-digits.en [threads=2]}
     */
    public String name() {
        return variant.isEmpty() ? address : address + " [" + variant + "]";
    }

    Candidate addressed(String other) {
        return new Candidate(model, load, options, variant, other);
    }

    /** All that was asked for, by name. */
    Map<String, String> requested() {
        Map<String, String> requested = new TreeMap<>();
        load.extra().forEach(requested::put);
        options.extra().forEach(requested::put);
        requested.put("device", load.device());
        requested.put("threads", load.threads() == 0 ? LoadOptions.AUTO : Integer.toString(load.threads()));
        requested.put("language", options.language());
        requested.put("task", options.task().name().toLowerCase(java.util.Locale.ROOT));
        requested.put("timestamps", Boolean.toString(options.timestamps()));
        requested.put("timeout", options.timeout().isZero() ? LoadOptions.AUTO : seconds(options.timeout()));
        return requested;
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    BenchmarkRow.Subject subject() {
        return new BenchmarkRow.Subject(
                name(),
                model.backend().address(),
                model.descriptor().family(),
                model.descriptor().precision(),
                model.backend().info().control(),
                model.backend().isIsolated(),
                model.descriptor().note(),
                requested());
    }
}
