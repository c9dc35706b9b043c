package org.whisperbench.shell;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.whisperbench.platform.download.DownloadListener;

/**
 * Says how far downloads are: what is there of what will come, how fast, and how long it will take; as bars on a terminal,
 * else as lines.
 */
final class TransferProgress implements DownloadListener, AutoCloseable {

    private static final double NANOS = 1e9;

    private final ProgressLines lines;
    private final Optional<ProgressBars> bars;
    private final LongSupplier nanoTime;
    private final Map<String, Long> done = new ConcurrentHashMap<>();
    private volatile String model = "";
    private volatile long planned;
    private volatile long startNanos;

    TransferProgress(ProgressLines lines, LongSupplier nanoTime) {
        this(lines, lines.bars(), nanoTime);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // decided once, by the terminal
    TransferProgress(ProgressLines lines, Optional<ProgressBars> bars, LongSupplier nanoTime) {
        this.lines = lines;
        this.bars = bars;
        this.nanoTime = nanoTime;
    }

    @Override
    public void planned(String name, int files, long bytes) {
        done.clear();
        model = name;
        planned = bytes;
        startNanos = nanoTime.getAsLong();
        bars.ifPresent(b -> b.begin(bytes));
    }

    @Override
    public void advanced(String file, long doneBytes, long totalBytes) {
        if (bars.isPresent()) {
            bars.get().advance(file, doneBytes, totalBytes);
            return;
        }
        done.put(file, doneBytes);
        long sum = Math.min(
                planned, done.values().stream().mapToLong(Long::longValue).sum());
        double seconds = (nanoTime.getAsLong() - startNanos) / NANOS;
        long rate = seconds > 0 ? (long) (sum / seconds) : 0;
        String left = rate == 0 ? "" : ", %d s left".formatted((planned - sum) / rate);
        lines.at(
                "downloading %s: %s of %s, %s/s%s"
                        .formatted(model, ByteText.of(sum), ByteText.of(planned), ByteText.of(rate), left),
                planned == 0 ? 1 : (double) sum / planned);
    }

    @Override
    public void retrying(String what, String reason, Duration wait) {
        String line = "%s: %s; trying again in %d s".formatted(what, reason, Math.max(1, wait.toSeconds()));
        bars.ifPresentOrElse(b -> b.note(line), () -> lines.note(line));
    }

    /** Takes the bars away, so that the report stands alone. */
    @Override
    public void close() {
        bars.ifPresent(ProgressBars::end);
    }
}
