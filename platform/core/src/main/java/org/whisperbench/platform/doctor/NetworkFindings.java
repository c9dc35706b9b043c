package org.whisperbench.platform.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.platform.store.StoreRoots;

/** The switches of the environment that decide about the network; passwords and tokens are not told. */
final class NetworkFindings {

    private static final String NETWORK = "network";
    private static final List<String> OFFLINE = List.of("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE");
    private static final List<String> FOLDERS = List.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME");
    private static final List<String> CERTIFICATES = List.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE");
    private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY");
    private static final List<String> TOKENS =
            List.of("HF_OIDC_RESOURCE", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH");
    private static final String NO_LINKS = "HF_HUB_DISABLE_SYMLINKS";

    private final Map<String, String> environment;

    private NetworkFindings(Map<String, String> environment) {
        this.environment = environment;
    }

    static List<Finding> of(Map<String, String> environment) {
        NetworkFindings switches = new NetworkFindings(environment);
        List<Finding> findings = new ArrayList<>();
        OFFLINE.stream()
                .filter(name -> StoreRoots.isOn(environment, name))
                .forEach(name -> findings.add(
                        note("off: %s is %s, so nothing is downloaded".formatted(name, environment.get(name)))));
        switches.set(List.of("HF_ENDPOINT"))
                .forEach(name -> findings.add(note(told(name, withoutPassword(switches.value(name))))));
        Stream.concat(switches.set(FOLDERS), switches.set(CERTIFICATES))
                .forEach(name -> findings.add(note(told(name, switches.value(name)))));
        if (StoreRoots.isOn(environment, NO_LINKS)) {
            findings.add(note(NO_LINKS + " is " + environment.get(NO_LINKS) + ", so models are stored without links"));
        }
        switches.set(PROXIES).forEach(name -> findings.add(note(told(name, withoutPassword(switches.value(name))))));
        if (!StoreRoots.isOn(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            switches.set(TOKENS)
                    .findFirst()
                    .ifPresent(name ->
                            findings.add(note("a token of " + name + " is sent to the hub, and to nobody else")));
        }
        return findings;
    }

    private Stream<String> set(List<String> names) {
        return names.stream().filter(name -> !value(name).isEmpty());
    }

    /** Of proxies the name in small letters comes first, as curl has it. */
    private String value(String name) {
        String small = PROXIES.contains(name) ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : "";
        return small.isEmpty() ? environment.getOrDefault(name, "") : small;
    }

    private static Finding note(String text) {
        return Finding.note(NETWORK, text);
    }

    private static String told(String name, String value) {
        return "%s is '%s'".formatted(name, value);
    }

    /** All up to the last at sign may be of the user and the password, whatever characters it has. */
    private static String withoutPassword(String url) {
        int at = url.lastIndexOf('@');
        if (at < 0) {
            return url;
        }
        int scheme = url.indexOf("://");
        String start = scheme >= 0 && scheme < at ? url.substring(0, scheme + 3) : "";
        return start + "***" + url.substring(at);
    }
}
