package org.whisperbench.shell;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkRequest;
import org.whisperbench.platform.bench.InForce;
import picocli.CommandLine.Option;

/** What may be ranked. */
final class ScoreFlags {

    private static final double PERCENT = 100;

    @Option(
            names = "--max-wer",
            paramLabel = "PERCENT",
            description = "do not rank models whose word error rate is above this (default: no bound)")
    private @Nullable Double worstRate;

    @Option(
            names = "--across",
            paramLabel = "OPTION",
            description =
                    "also compare models that differ in this, such as precision, threads or language; may be repeated")
    private Set<String> across = new TreeSet<>();

    BenchmarkRequest.Comparison comparison() {
        Double worst = worstRate;
        if (worst != null && !(worst >= 0)) {
            throw new WhisperException(
                    ErrorKind.USER, "'--max-wer %s' is no rate in percent; give 0 or more".formatted(worst));
        }
        Set<String> unknown = new TreeSet<>(across);
        unknown.removeAll(InForce.names());
        if (!unknown.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--across %s' is no condition that sets models apart; name one of %s"
                            .formatted(String.join(",", unknown), String.join(", ", InForce.names())));
        }
        return new BenchmarkRequest.Comparison(worst == null ? Double.POSITIVE_INFINITY : worst / PERCENT, across);
    }
}
