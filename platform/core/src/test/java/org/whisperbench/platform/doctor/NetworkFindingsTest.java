package org.whisperbench.platform.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFindingsTest {

    @Test
    void switchesOfTheNetworkAreToldWithoutSecrets() {
        List<Finding> findings = NetworkFindings.of(Map.of(
                "HF_HUB_OFFLINE", "1",
                "https_proxy", "http://me:secret@proxy:3128",
                "HTTPS_PROXY", "http://other",
                "HF_ENDPOINT", "https://mirror",
                "HF_TOKEN", "hf_secret"));

        String all = findings.toString();
        assertEquals(4, findings.size(), all);
        assertFalse(all.contains("secret"), all);
        assertTrue(all.contains("HTTPS_PROXY is 'http://***@proxy:3128'"), all);
        assertTrue(all.contains("off: HF_HUB_OFFLINE"), all);
        assertEquals(List.of(), NetworkFindings.of(Map.of("HF_HUB_OFFLINE", "0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://joe:p/wSECRET@proxy:1", "http://joe:pa@ssSECRET@proxy:1", "joe:SECRET@proxy:1"})
    void noPasswordIsToldWhateverCharactersItHas(String url) {
        for (String name : List.of("HTTPS_PROXY", "all_proxy", "HF_ENDPOINT")) {
            String told = NetworkFindings.of(Map.of(name, url)).get(0).fact();

            assertFalse(told.contains("SECRET"), told);
            assertTrue(told.endsWith("***@proxy:1'"), told);
        }
    }

    @Test
    void everySwitchThatIsInForceIsTold() {
        Map<String, String> all = Map.of(
                "TRANSFORMERS_OFFLINE", "1",
                "HUGGINGFACE_HUB_CACHE", "/data/a@b",
                "HF_HUB_DISABLE_SYMLINKS", "true",
                "REQUESTS_CA_BUNDLE", "/etc/ca.pem",
                "HUGGING_FACE_HUB_TOKEN", "hf_SECRET");

        assertEquals(
                List.of(
                        "off: TRANSFORMERS_OFFLINE is 1, so nothing is downloaded",
                        "HUGGINGFACE_HUB_CACHE is '/data/a@b'",
                        "REQUESTS_CA_BUNDLE is '/etc/ca.pem'",
                        "HF_HUB_DISABLE_SYMLINKS is true, so models are stored without links",
                        "a token of HUGGING_FACE_HUB_TOKEN is sent to the hub, and to nobody else"),
                NetworkFindings.of(all).stream().map(Finding::fact).toList());
    }
}
