package org.whisperbench.platform.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.whisperbench.platform.backends.Backends;

/** Environments made by a script that stands for uv, with the real venv and pip below it. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
@Timeout(300)
final class UvProvisionsTest extends TinyProvisions {

    /** Its options are those of uv 0.9; it makes what they ask for with venv and pip. */
    private static final String RECORDED_UV = """
            #!/bin/sh
            echo "$@" >> "$(dirname "$0")/said"
            env | grep ^UV_ | sort > "$(dirname "$0")/variables"
            case "$1 $2" in
              "venv --python") exec "$3" -m venv "$4" ;;
              "python find") command -v python3; exit 0 ;;
              "pip install") python="$4"; shift 4; exec "$python" -m pip install "$@" ;;
              "pip compile") ;;
              *) echo "error: unrecognized subcommand '$1'" >&2; exit 2 ;;
            esac
            while [ $# -gt 1 ]; do
              [ "$1" = --output-file ] && lock="$2"
              [ "$1" = --find-links ] && wheels="$2"
              shift
            done
            for name in $(cat "$1"); do
              wheel="$wheels/$(echo "$name" | tr - _)-1.5-py3-none-any.whl"
              printf '%s==1.5 \\\n    --hash=sha256:%s\n' "$name" "$(sha256sum "$wheel" | cut -d' ' -f1)" >> "$lock"
            done
            """;

    private Provisions provisions() throws IOException {
        Path uv =
                Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("uv"), RECORDED_UV);
        assertTrue(uv.toFile().setExecutable(true));
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("PATH", uv.getParent() + ":" + environment.getOrDefault("PATH", ""));
        return Provisions.over(Backends.of("1.0.0", tiny), environment);
    }

    @Test
    void uvOnThePathMakesTheEnvironmentAndItsLockIsUsedAgain() throws Exception {
        Tiny.assumePython();
        makeWheels();
        Provisions provisions = provisions();

        SetupReport report = provisions.setUp("tiny", offline(), told::add);
        provisions.tearDown("tiny");
        provisions.setUp("tiny", offline(), told::add);

        assertEquals(List.of("tiny-engine==1.5", "tiny-helper==1.5"), report.packages());
        assertEquals("1.5", report.engineVersion());
        assertEquals(
                List.of("UV_NO_CONFIG=1", "UV_OFFLINE=1", "UV_PYTHON_DOWNLOADS=never"),
                Files.readAllLines(folder.resolve("bin/variables")));
        List<String> said = Files.readAllLines(folder.resolve("bin/said")).stream()
                .map(line -> line.replace(engines.toString(), "ENGINES").replace(wheels.toString(), "WHEELS"))
                .map(line ->
                        line.replace("ENGINES/.tiny-setup", "WORK").replaceAll("/tiny-[0-9a-f]{12}-[\\w-]+", "/tiny"))
                .map(line -> line.replaceFirst("(?<=venv --python )/\\S+", "PYTHON"))
                .toList();
        String install = "pip install --python ENGINES/tiny/bin/python --require-hashes --no-deps --no-index"
                + " --find-links WHEELS --requirement ";
        assertEquals(
                List.of(
                        "venv --python PYTHON ENGINES/tiny",
                        "pip compile --generate-hashes --quiet --python ENGINES/tiny/bin/python --output-file WORK/lock.txt"
                                + " --no-index --find-links WHEELS WORK/requirements.txt",
                        install + "WORK/lock.txt",
                        "venv --python PYTHON ENGINES/tiny",
                        install + "ENGINES/locks/tiny.txt"),
                said);
    }

    @Test
    void uvIsAskedForAPythonThatIsNoProgram() throws Exception {
        Tiny.assumePython();

        SetupPlan plan = provisions().plan("tiny", new SetupOptions(">=3.10", "", List.of(wheels), true, false));

        assertEquals("", plan.problem());
        assertTrue(plan.steps().get(0).command().get(3).startsWith("/"), plan::toString);
        assertEquals(List.of("python find >=3.10"), Files.readAllLines(folder.resolve("bin/said")));
    }
}
