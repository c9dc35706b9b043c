package org.whisperbench.platform.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where pip and uv look for packages. */
final class PackageVariablesTest {

    private static final SetupOptions ONLINE = SetupOptions.defaults();
    private static final SetupOptions OFFLINE = new SetupOptions("python3", "", List.of(Path.of("w")), true, false);

    /** As pip 23.2 prints it. */
    private static final List<String> LISTED = List.of(
            ":env:.extra-index-url='https://one.example/simple https://two.example/simple'",
            "global.cert='/etc/ours.pem'",
            "global.extra-index-url='https://former.example/simple'",
            "global.find-links='\\n/opt/wheels\\n/opt/more'",
            "global.index-url='https://mirror.example/simple'",
            "global.timeout='60'");

    private static PackageVariables variables(SetupOptions options, Map<String, String> process) {
        return new PackageVariables(process, options);
    }

    @Test
    void uvLooksWherePipWould() {
        assertEquals(
                Map.of(
                        "UV_PYTHON_DOWNLOADS", "never",
                        "UV_DEFAULT_INDEX", "https://mirror.example/simple",
                        "UV_INDEX", "https://one.example/simple https://two.example/simple",
                        "UV_FIND_LINKS", "/opt/wheels,/opt/more",
                        "SSL_CERT_FILE", "/etc/ours.pem"),
                variables(ONLINE, Map.of()).forUv(PipConfiguration.listed(LISTED)));
    }

    @Test
    void pipsVariablesAreThereWithoutAPip() throws InterruptedException {
        PipConfiguration pip = PipConfiguration.of(
                "/no/such/python",
                Map.of(
                        "PIP_INDEX_URL",
                        "https://u:p@mirror.example/simple",
                        "PIP_FIND_LINKS",
                        "/a  /b",
                        "PIP_CERT",
                        " "));

        assertEquals(
                Map.of(
                        "UV_PYTHON_DOWNLOADS", "never",
                        "UV_DEFAULT_INDEX", "https://u:p@mirror.example/simple",
                        "UV_FIND_LINKS", "/a,/b"),
                variables(ONLINE, Map.of()).forUv(pip));
    }

    @Test
    void whatUvIsToldItselfWinsAndTheCommandLineBeforeAll() {
        Map<String, String> process = Map.of("UV_INDEX_URL", "https://uv.example", "UV_INDEX", "https://x.example");
        PipConfiguration pip = PipConfiguration.listed(LISTED);
        SetupOptions asked = new SetupOptions("python3", "https://asked.example", List.of(), false, false);

        Map<String, String> own = variables(ONLINE, process).forUv(pip);

        assertFalse(own.containsKey("UV_DEFAULT_INDEX") || own.containsKey("UV_INDEX"), own::toString);
        assertEquals(
                "https://asked.example", variables(asked, process).forUv(pip).get("UV_DEFAULT_INDEX"));
        assertEquals(
                Map.of("PIP_INDEX_URL", "https://asked.example"),
                variables(asked, process).forPip());
    }

    @Test
    void offlineNothingNamesAPlaceButTheCommandLine() {
        Map<String, String> process = Map.of(
                "PIP_FIND_LINKS", "/opt/wheels",
                "PIP_RETRIES", "0",
                "UV_FIND_LINKS", "/opt/wheels",
                "UV_CONFIG_FILE", "/etc/uv.toml",
                "PATH", "/bin",
                "TOKEN", "secret");
        PackageVariables offline = variables(OFFLINE, process);

        Map<String, String> uv = offline.all(offline.forUv(PipConfiguration.listed(LISTED)));
        Map<String, String> pip = offline.all(offline.forPip());

        assertEquals(
                Map.of(
                        "PATH", "/bin",
                        "PIP_FIND_LINKS", "/opt/wheels",
                        "PIP_RETRIES", "0",
                        "UV_NO_CONFIG", "1",
                        "UV_OFFLINE", "1",
                        "UV_PYTHON_DOWNLOADS", "never"),
                uv);
        assertFalse(pip.containsKey("PIP_FIND_LINKS"), pip::toString);
        assertEquals("0", pip.get("PIP_RETRIES"));
        assertEquals(
                List.of("PIP_CONFIG_FILE", "PIP_FIND_LINKS"),
                List.copyOf(offline.forPip().keySet()));
    }
}
