package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.InForce;

/** Under which conditions an engine worked: what was asked for, what was in force, and which bytes were loaded. */
final class Conditions {

    private Conditions() {}

    /** A named condition. */
    record One(String name, String text) {}

    static List<One> of(BenchmarkRow.Measured row) {
        List<One> all = new ArrayList<>();
        all.add(new One("backend", row.subject().backend()));
        all.add(new One(
                "engine",
                row.loaded().identity().engine() + " " + row.loaded().identity().engineVersion()));
        all.add(new One("files", row.loaded().files()));
        Map<String, String> effective = new TreeMap<>(row.loaded().effective());
        Map<String, String> requested = row.subject().requested();
        requested.forEach((name, value) -> {
            if (!value.equals(LoadOptions.AUTO)) {
                effective.putIfAbsent(name, InForce.UNKNOWN);
            }
        });
        effective.forEach((name, value) -> all.add(new One(
                name,
                requested.containsKey(name) ? "%s (asked for: %s)".formatted(value, requested.get(name)) : value)));
        new TreeMap<>(row.loaded().sha256()).forEach((file, hash) -> all.add(new One(file, "sha256 " + hash)));
        return all;
    }
}
