package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.whisperbench.testkit.FakeHub;

/** Every state in which a cache of the hub is found, in the unpacked archive: it has a name, and is mended. */
final class StoreStatesIT extends StoreAtHub {

    /** A cache as a download leaves it; one that was made is copied, links and all. */
    private void sound() throws IOException, InterruptedException {
        Path kept = installed.resolve("kept");
        Path cache = Objects.requireNonNull(repository.getParent());
        if (!Files.exists(kept)) {
            cli.run("download", MODEL).ends(Run.WELL);
            assertEquals(
                    0,
                    new ProcessBuilder("cp", "-R", cache.toString(), kept.toString())
                            .start()
                            .waitFor());
        } else {
            assertEquals(
                    0,
                    new ProcessBuilder("cp", "-R", kept.toString(), cache.toString())
                            .start()
                            .waitFor());
        }
    }

    /** A way in which a cache is found, what it is called, and whether mending it needs the network. */
    private record Damage(String state, int code, boolean network, Making making) {

        interface Making {
            void make(StoreStatesIT in) throws IOException;
        }

        @Override
        public String toString() {
            return state;
        }
    }

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage(
                        "INCOMPLETE",
                        Run.NOT_WELL,
                        true,
                        in -> Files.delete(in.weights().toRealPath())),
                new Damage(
                        "TRUNCATED",
                        Run.NOT_WELL,
                        true,
                        in -> Files.write(in.weights().toRealPath(), new byte[9])),
                new Damage(
                        "TRUNCATED",
                        Run.NOT_WELL,
                        true,
                        in -> Files.write(in.weights().toRealPath(), new byte[0])),
                new Damage(
                        "CORRUPT",
                        Run.NOT_WELL,
                        true,
                        in -> Files.write(in.weights().toRealPath(), new byte[LENGTH])),
                new Damage("INCOMPLETE", Run.NOT_WELL, false, in -> Files.delete(in.weights())),
                new Damage("INCOMPLETE", Run.NOT_WELL, true, in -> {
                    Files.delete(in.weights());
                    Files.delete(in.repository.resolve("trees").resolve(FakeHub.COMMIT + ".json"));
                }),
                new Damage("ABSENT", Run.NOT_TRIED, true, in -> {
                    Path snapshot = in.repository.resolve("snapshots").resolve(FakeHub.COMMIT);
                    for (Path file : Archive.list(snapshot)) {
                        Files.delete(file);
                    }
                    Files.delete(snapshot);
                }),
                // Which commit a branch is, only the hub can tell.
                new Damage("PRESENT", Run.WELL, true, in -> Files.delete(in.reference())),
                new Damage(
                        "REF_DAMAGED",
                        Run.NOT_WELL,
                        false,
                        in -> Files.writeString(in.reference(), FakeHub.COMMIT + "\n")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    @DisabledOnOs(OS.WINDOWS) // most users have no links there
    void everyStateIsNamedAndMended(Damage damage) throws Exception {
        sound();
        damage.making().make(this);

        cli.run("verify", "--deep", MODEL).ends(damage.code()).shows(MODEL + "  " + damage.state());
        Cli mending = damage.network() ? cli : cli.with("HF_HUB_OFFLINE", "1");
        mending.run("repair", MODEL).ends(Run.WELL).shows(MODEL + "  repaired");

        assertSound();
    }
}
