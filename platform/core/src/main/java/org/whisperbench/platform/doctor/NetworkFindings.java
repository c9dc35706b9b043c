package org.whisperbench.platform.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The switches of the environment that decide about the network; passwords and tokens are not told. */
final class NetworkFindings {

    private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY");
    private static final List<String> SWITCHES = List.of("HF_ENDPOINT", "HF_HUB_CACHE", "HF_HOME");

    private NetworkFindings() {}

    static List<Finding> of(Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        String offline = environment.getOrDefault("HF_HUB_OFFLINE", "").toLowerCase(Locale.ROOT);
        if (List.of("1", "true", "yes", "on").contains(offline)) {
            findings.add(Finding.note("network", "off: HF_HUB_OFFLINE is " + offline + ", so nothing is downloaded"));
        }
        for (String name : SWITCHES) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                findings.add(Finding.note("network", name + " is '" + withoutPassword(value) + "'"));
            }
        }
        for (String name : PROXIES) {
            String small = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
            String value = small.isEmpty() ? environment.getOrDefault(name, "") : small;
            if (!value.isEmpty()) {
                findings.add(Finding.note("network", name + " is '" + withoutPassword(value) + "'"));
            }
        }
        if (!environment.getOrDefault("HF_TOKEN", "").isEmpty()) {
            findings.add(Finding.note("network", "a token of HF_TOKEN is sent to the hub, and to nobody else"));
        }
        return findings;
    }

    private static String withoutPassword(String url) {
        return url.replaceFirst("(?<=^|//)[^/@]*@", "***@");
    }
}
