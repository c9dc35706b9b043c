package org.whisperbench.platform.hardware;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.whisperbench.api.ModelSize;
import org.whisperbench.platform.hardware.Hardware.Accelerator;
import org.whisperbench.platform.hardware.Hardware.Accelerator.Kind;

/**
 * The rules behind {@link Recommendation}. The thresholds of memory and the formula of the batch are those of an earlier
 * system for the same engines; where these rules differ from it, decision 0012 says why.
 */
final class RecommendationRules {

    private static final double GIB = 1L << 30;
    private static final double USED_SHARE = 0.8;
    private static final int CUDA_MOST = 32;
    private static final int METAL_MOST = 16;
    private static final int MANY_CORES = 16;

    /** A machine sold with so many GiB has a little less of them: firmware and kernel keep some. */
    private static final double KEPT_SHARE = 0.94;

    /** GiB that a model takes, and that each window of 30 s takes beside it, at half precision. */
    private record Need(double model, double window) {}

    private static final Map<ModelSize, Need> NEEDS = new EnumMap<>(Map.of(
            ModelSize.TINY, new Need(0.5, 0.3),
            ModelSize.BASE, new Need(1, 0.4),
            ModelSize.SMALL, new Need(2, 0.6),
            ModelSize.MEDIUM, new Need(3.5, 0.8),
            ModelSize.LARGE, new Need(7, 1.2)));

    private final Hardware facts;
    private final List<String> reasons = new ArrayList<>();

    RecommendationRules(Hardware facts) {
        this.facts = facts;
    }

    Recommendation decide() {
        Optional<Accelerator> cuda =
                all(Kind.CUDA).filter(this::isUsable).reduce((most, next) -> bytes(next) > bytes(most) ? next : most);
        if (cuda.isPresent()) {
            return cuda(cuda.get());
        }
        Optional<Accelerator> metal = all(Kind.METAL)
                .filter(a -> facts.memory().totalBytes().isPresent())
                .findFirst();
        return metal.isPresent() ? metal(metal.get()) : cpu();
    }

    private Stream<Accelerator> all(Kind kind) {
        return facts.accelerators().stream().filter(a -> a.kind() == kind);
    }

    private static long bytes(Accelerator gpu) {
        return gpu.memoryBytes().orElse(0);
    }

    private boolean isUsable(Accelerator gpu) {
        if (gpu.memoryBytes().isEmpty()) {
            reasons.add("the GPU '%s' is left out: its memory is unknown".formatted(gpu.name()));
            return false;
        }
        boolean tooOld = capability(gpu) < 5;
        if (tooOld) {
            reasons.add("the GPU '%s' is left out: compute capability %s is below 5.0"
                    .formatted(gpu.name(), gpu.computeCapability()));
        }
        return !tooOld;
    }

    /** An unknown capability is that of a driver too old to tell, whose cards are not the oldest. */
    private static double capability(Accelerator gpu) {
        return gpu.computeCapability().equals(Hardware.UNKNOWN) ? 5 : Double.parseDouble(gpu.computeCapability());
    }

    private Recommendation cuda(Accelerator gpu) {
        double gib = Math.round(bytes(gpu) / GIB * 10) / 10.0;
        ModelSize size = onGpu(gib);
        boolean halves = capability(gpu) >= 7;
        reasons.add("size: '%s' has %s of memory".formatted(gpu.name(), text(gib)));
        reasons.add(
                halves
                        ? "precision: the GPU computes fp16"
                        : "precision: compute capability %s has no fast fp16".formatted(gpu.computeCapability()));
        int batch = halves ? batch(size, gib, CUDA_MOST) : 1;
        reasons.add("batch: what fits beside the model");
        return new Recommendation(size, halves ? "fp16" : "fp32", "cuda", threads(), batch, reasons);
    }

    /** Of memory that is shared, so much is counted on for models; the rest is for everything else. */
    private Recommendation metal(Accelerator gpu) {
        double total = facts.memory().totalBytes().orElse(0) / GIB;
        double share = total >= 64 ? 32 : total >= 32 ? 16 : total >= 16 ? 10 : 8;
        double gib = Math.min(share, total / 2);
        ModelSize size = onGpu(gib);
        reasons.add("size: '%s' shares %s of memory, of which %s are counted on"
                .formatted(gpu.name(), text(total), text(gib)));
        String precision = size == ModelSize.BASE ? "fp32" : "fp16";
        reasons.add("precision: " + (size == ModelSize.BASE ? "a small model fits in fp32" : "the GPU computes fp16"));
        reasons.add("batch: what fits beside the model");
        return new Recommendation(size, precision, "metal", threads(), batch(size, gib, METAL_MOST), reasons);
    }

    private static ModelSize onGpu(double gib) {
        if (gib >= 6) {
            return ModelSize.LARGE;
        }
        return gib >= 4 ? ModelSize.MEDIUM : ModelSize.BASE;
    }

    private Recommendation cpu() {
        ModelSize fits = inMemory();
        int cores = cores();
        ModelSize most = cores >= 8 ? ModelSize.LARGE : cores >= 4 ? ModelSize.MEDIUM : ModelSize.SMALL;
        ModelSize size = fits.compareTo(most) <= 0 ? fits : most;
        if (size != fits) {
            reasons.add("size: memory is enough for %s, but %d cores are few for it"
                    .formatted(fits.name().toLowerCase(Locale.ROOT), cores));
        }
        reasons.add("precision: int8 takes the least memory and time on processors");
        int batch = facts.processor().physicalCores().orElse(0) >= MANY_CORES ? 2 : 1;
        reasons.add("batch: processors gain little from more");
        return new Recommendation(size, "int8", "cpu", threads(), batch, reasons);
    }

    private ModelSize inMemory() {
        if (facts.memory().totalBytes().isEmpty()) {
            reasons.add("size: memory is unknown, so a small model");
            return ModelSize.BASE;
        }
        double gib = facts.memory().totalBytes().getAsLong() / GIB;
        reasons.add("size: no GPU that counts, %s of memory".formatted(text(gib)));
        if (gib >= 16 * KEPT_SHARE) {
            return ModelSize.LARGE;
        }
        return gib >= 8 * KEPT_SHARE ? ModelSize.MEDIUM : ModelSize.BASE;
    }

    private static int batch(ModelSize size, double gib, int most) {
        Need need = NEEDS.getOrDefault(size, new Need(1, 0.5));
        int fits = (int) Math.floor((gib - need.model()) * USED_SHARE / need.window());
        return Math.max(1, Math.min(most, fits));
    }

    /** Slow cores would hold the fast ones up, and a core's second thread computes little more. */
    private int cores() {
        OptionalInt fast = facts.processor().performanceCores();
        int cores = fast.orElse(
                facts.processor().physicalCores().orElse(facts.processor().usable()));
        return Math.max(1, Math.min(cores, facts.processor().usable()));
    }

    private int threads() {
        int cores = cores();
        String kind = facts.processor().performanceCores().isPresent() ? "performance " : "";
        reasons.add("threads: %d %scores may be used".formatted(cores, kind));
        return cores;
    }

    private static String text(double gib) {
        return String.format(Locale.ROOT, "%.1f GiB", gib);
    }
}
