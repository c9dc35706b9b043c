package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.download.DownloadListener;
import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.download.Wanted;
import org.whisperbench.platform.hardware.Hardware;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.store.Inventory;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.testkit.FakeHub;

/**
 * How fast the model store is, beside huggingface_hub and {@code sha256sum} in one sitting: a hub on the loopback interface,
 * the same for all, in turns, each time into an empty cache. What ours fetches is verified; what huggingface_hub fetches
 * is not.
 */
public final class StoreSpeed {

    private static final int GIB = 1 << 30;
    private static final int MIB = 1 << 20;
    private static final int MIDDLE_BYTES = 60_000_000;
    private static final long NARROW = 12_000_000;
    private static final int FAR_MILLIS = 50;
    private static final int SMALL_FILES = 33;
    private static final int WORKERS = 16;
    private static final int REPOSITORIES = 50;
    private static final int PARTS = 8;

    private final FakeHub hub;
    private final HubPrograms programs;
    private final int rounds;
    private final Figures table;

    private StoreSpeed(FakeHub hub, HubPrograms programs, int rounds) {
        this.hub = hub;
        this.programs = programs;
        this.rounds = rounds;
        this.table =
                new Figures("s, median of " + rounds + " (range)", "whisperbench", "range", "other", "range", "ratio");
    }

    /**
     * Measures.
     *
     * @param args a Python with huggingface_hub; folder of an unpacked distribution; how many rounds
     * @throws IOException if a program cannot be run
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length != 3) {
            out.println("usage: StoreSpeed PYTHON DISTRIBUTION ROUNDS");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        Path work = Files.createTempDirectory("store-speed");
        try (FakeHub hub = FakeHub.start()) {
            Path program =
                    Path.of(args[1]).resolve("bin").resolve("whisperbench").toAbsolutePath();
            HubPrograms programs = new HubPrograms(hub, new PythonPeer(args[0], work), program, work);
            new StoreSpeed(hub, programs, Integer.parseInt(args[2])).measure().forEach(out::println);
        } finally {
            HubPrograms.delete(work);
        }
        out.println(Conditions.loadLine());
    }

    /** Something whose seconds are measured. */
    private interface Timed {
        double run() throws IOException, InterruptedException;
    }

    private List<String> measure() throws IOException, InterruptedException {
        large();
        narrow();
        far();
        states();
        parts();
        hardware();
        return table.lines();
    }

    private void large() throws IOException, InterruptedException {
        hub.put("speed/large", FakeHub.COMMIT, Map.of("model.bin", random(GIB)));
        programs.here("speed/large", 3);
        inTurns(
                "1 GiB, library: ensure, snapshot_download",
                () -> programs.here("speed/large", 3),
                () -> programs.library("speed/large", 8));
        inTurns(
                "1 GiB, program: download, hf download",
                () -> programs.ours("speed/large"),
                () -> programs.hf("speed/large"));
        Path file = programs.work().resolve("model.bin");
        Files.write(file, random(GIB));
        inTurns("1 GiB, download as above, sha256sum", () -> programs.here("speed/large", 3), () -> sum(List.of(file)));
        Files.delete(file);
        hub.put("speed/large", FakeHub.COMMIT, Map.of());
    }

    private static double sum(List<Path> files) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sha256sum"));
        files.forEach(f -> words.add(f.toString()));
        return HubPrograms.seconds(() -> HubPrograms.output(words, Map.of()));
    }

    private void narrow() throws IOException, InterruptedException {
        hub.put("speed/middle", FakeHub.COMMIT, Map.of("model.bin", random(MIDDLE_BYTES)));
        hub.pace(NARROW);
        inTurns(
                "60 MB at 12 MB/s for each connection, library",
                () -> programs.here("speed/middle", 3),
                () -> programs.library("speed/middle", 8));
        hub.pace(0);
    }

    private void far() throws IOException, InterruptedException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < SMALL_FILES; i++) {
            files.put("file-%02d.json".formatted(i), ("{\"number\": " + i + "}").getBytes(StandardCharsets.US_ASCII));
        }
        hub.put("speed/small", FakeHub.COMMIT, files);
        hub.delay(FAR_MILLIS);
        inTurns(
                "33 small files at 50 ms, 16 workers, library",
                () -> programs.here("speed/small", WORKERS),
                () -> programs.library("speed/small", WORKERS));
        hub.delay(0);
    }

    /** Offline: names, lengths, references and pins of everything in a cache. */
    private void states() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(programs.work(), "states");
        StoreRoots roots = new StoreRoots(List.of(), home.resolve("hub"));
        ModelStore store = ModelStore.over(roots);
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < REPOSITORIES; i++) {
            String id = "speed/model-" + i;
            hub.put(id, FakeHub.COMMIT, Map.of("config.json", new byte[i + 1], "model.bin", random(1000 + i)));
            wanted.add(Wanted.repository(id, "main", List.of(), List.of()));
        }
        Map<String, String> environment = Map.of("HF_ENDPOINT", hub.endpoint().toString(), "NO_PROXY", "*");
        Downloads.over(roots, store, environment).ensure(wanted, DownloadOptions.defaults(), DownloadListener.none());
        inTurns(
                "state of 50 repositories, scan_cache_dir",
                () -> HubPrograms.seconds(() -> examine(store)),
                () -> programs.printed(home, "scan", "0", Integer.toString(REPOSITORIES)));
    }

    private static void examine(ModelStore store) throws InterruptedException {
        int present = 0;
        for (Inventory.Repository repository : store.inventory().repositories()) {
            String status = store.state(store.describe(repository.id()), ModelStore.Depth.LENGTHS)
                    .status();
            present += status.equals("PRESENT") ? 1 : 0;
        }
        if (present != REPOSITORIES) {
            throw new WhisperException(ErrorKind.INTERNAL, present + " of the repositories are present");
        }
    }

    private void parts() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(programs.work(), "parts");
        StoreRoots roots = new StoreRoots(List.of(), home.resolve("hub"));
        ModelStore store = ModelStore.over(roots);
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < PARTS; i++) {
            files.put("part-" + i + ".bin", random(GIB / PARTS + i * MIB / PARTS));
        }
        hub.put("speed/parts", FakeHub.COMMIT, files);
        Map<String, String> environment = Map.of("HF_ENDPOINT", hub.endpoint().toString(), "NO_PROXY", "*");
        Downloads.over(roots, store, environment)
                .ensure(
                        List.of(Wanted.repository("speed/parts", "main", List.of(), List.of())),
                        DownloadOptions.defaults(),
                        DownloadListener.none());
        Path snapshot = home.resolve("hub/models--speed--parts/snapshots").resolve(FakeHub.COMMIT);
        List<Path> paths = files.keySet().stream().map(snapshot::resolve).toList();
        inTurns(
                "verify --deep of 1 GiB in 8 files, sha256sum",
                () -> HubPrograms.seconds(() -> store.state(store.describe("speed/parts"), ModelStore.Depth.HASHES)),
                () -> sum(paths));
        HubPrograms.delete(home);
    }

    private void hardware() throws IOException, InterruptedException {
        List<Double> runs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            runs.add(HubPrograms.seconds(() -> Hardware.read(programs.work(), Hardware.BRIEF)));
        }
        RunStatistics ours = statistics(runs);
        table.add("facts of 'hardware'", text(ours.medianSeconds()), range(ours), "-", "-", "-");
    }

    private void inTurns(String name, Timed ours, Timed other) throws IOException, InterruptedException {
        List<Double> here = new ArrayList<>();
        List<Double> there = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            here.add(ours.run());
            there.add(other.run());
        }
        RunStatistics our = statistics(here);
        RunStatistics their = statistics(there);
        table.add(
                name,
                text(our.medianSeconds()),
                range(our),
                text(their.medianSeconds()),
                range(their),
                Figures.ratio(our.medianSeconds(), their.medianSeconds()));
    }

    private static RunStatistics statistics(List<Double> seconds) {
        return RunStatistics.of(seconds.stream().mapToDouble(d -> d).toArray());
    }

    private static String range(RunStatistics runs) {
        return text(runs.minSeconds()) + "-" + text(runs.maxSeconds());
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, seconds < 0.1 ? "%.3f" : "%.2f", seconds);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
