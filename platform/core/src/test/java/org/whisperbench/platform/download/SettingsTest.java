package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

class SettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'', PT0S",
        "7, PT7S",
        "'Sat, 21 Nov 2026 10:00:30 GMT', PT30S",
        "'Sat, 21 Nov 2026 09:00:00 GMT', PT0S",
        "soon, PT0S"
    })
    void howLongToWaitIsReadAsSecondsOrAsADate(String header, Duration expected) {
        assertEquals(expected, RetryAfter.parse(header, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "https://huggingface.co/x, true",
        "https://huggingface.co:443/x, true",
        "https://HuggingFace.co/x, true",
        "http://huggingface.co/x, false",
        "https://huggingface.co:444/x, false",
        "https://cdn.huggingface.co/x, false",
        "https://huggingface.co.evil.org/x, false"
    })
    void onlyTheHubItselfIsTrusted(URI uri, boolean trusted) {
        assertEquals(trusted, Settings.of(DownloadOptions.defaults(), Map.of()).trusts(uri));
    }

    @Test
    void timeoutsAreThoseOfTheEnvironment() {
        Settings settings = Settings.of(
                DownloadOptions.defaults(), Map.of("HF_HUB_ETAG_TIMEOUT", "3", "HF_HUB_DOWNLOAD_TIMEOUT", "x"));

        assertEquals(Duration.ofSeconds(3), settings.connectTimeout());
        assertEquals(Duration.ofSeconds(10), settings.readTimeout());
    }

    @ParameterizedTest
    @CsvSource({
        "http://hub_mirror:8080, hub_mirror, 8080",
        "http://Hub_Mirror/x, hub_mirror, 80",
        "https://a.org, a.org, 443",
        "https://me:p@a_b:1/x, a_b, 1",
        "http://[::1]:8080/x, [::1], 8080",
        "http://me:p@[::1]/x, [::1], 80",
        "http://127.0.0.1:99999/x, '', 0",
        "http://a:0/x, '', 0",
        "http://a_b:x/, '', 0",
        "http:///x, '', 0",
        "file:///etc/passwd, '', 0",
        "/x, '', 0"
    })
    void aServerIsReadFromAnyUrlThatNamesOne(URI uri, String host, int port) {
        Optional<Origin> server = Origin.of(uri);

        assertEquals(host, server.map(Origin::host).orElse(""));
        assertEquals(port, server.map(Origin::port).orElse(0));
    }

    @Test
    void namesOfContainersAreNamesOfServers() {
        Map<String, String> environment =
                Map.of("HF_ENDPOINT", "http://hub_mirror:8080", "HTTP_PROXY", "http://me:p%40ss@my_proxy:3128");

        Settings settings = Settings.of(DownloadOptions.defaults(), environment);
        ProxyChoice way = ProxyChoice.of(URI.create("http://hub_mirror:8080/x"), environment);

        assertTrue(settings.trusts(URI.create("http://hub_mirror:8080/x")));
        assertFalse(settings.trusts(URI.create("http://hub_mirror/x")));
        assertFalse(settings.trusts(URI.create("http://other_mirror:8080/x")));
        assertEquals("my_proxy:3128", way.display());
        assertEquals("me:p@ss", way.credentials());
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.org/, p:1",
        "http://a.org/, q:80",
        "https://x.local/, none",
        "https://a.b.org/, none",
        "https://b.org:8443/, none",
        "https://cb.org/, p:1"
    })
    void theWayIsChosenAsTheEnvironmentSays(URI uri, String way) {
        Map<String, String> environment = Map.of(
                "HTTPS_PROXY",
                "http://p:1",
                "http_proxy",
                "q",
                "HTTP_PROXY",
                "http://r:1",
                "no_proxy",
                ".local, b.org");

        ProxyChoice choice = ProxyChoice.of(uri, environment);

        assertEquals(way, choice.display());
    }

    @Test
    void allProxyMayBeOneForEverything() {
        ProxyChoice choice = ProxyChoice.of(URI.create("http://a.org"), Map.of("ALL_PROXY", "socks5://s"));

        assertEquals(Proxy.Type.SOCKS, choice.proxy().type());
        assertEquals(1080, ((InetSocketAddress) choice.proxy().address()).getPort());
    }

    @Test
    void aProxyThatIsNoneIsSaidWithoutItsPassword() {
        WhisperException refusal = assertThrows(
                WhisperException.class,
                () -> ProxyChoice.of(URI.create("http://a.org"), Map.of("ALL_PROXY", "http://me:secret@ x")));

        assertTrue(!refusal.getMessage().contains("secret"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:s%65cret@proxy:1081",
                "socks5h://me:s%65cret@proxy:1081",
                "SOCKS4://s%65cret@proxy:1081",
            })
    void aPasswordForASocksProxyIsRefusedWithoutRepeatingIt(String url) {
        WhisperException refusal = assertThrows(
                WhisperException.class, () -> ProxyChoice.of(URI.create("http://a.org"), Map.of("all_proxy", url)));

        assertEquals(ErrorKind.USER, refusal.kind());
        assertEquals(
                "the SOCKS proxy 'proxy:1081' has a user and a password in the environment, which are not given to such"
                        + " proxies here; name an HTTP proxy in HTTPS_PROXY, or a SOCKS proxy that wants none",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gopher://me:secret@proxy:70", "http://me:secret%zz@proxy", "http://me:secret@"})
    void whatNoProxySpeaksIsRefusedWithoutRepeatingIt(String url) {
        WhisperException refusal = assertThrows(
                WhisperException.class, () -> ProxyChoice.of(URI.create("http://a.org"), Map.of("http_proxy", url)));

        assertTrue(refusal.getMessage().startsWith("the proxy in the environment is no URL"), refusal.getMessage());
        assertTrue(!refusal.getMessage().contains("secret"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "*.json, a/b.json, true",
        "a/, a/b/c, true",
        "a?c, abc, true",
        "[!a]x, ax, false",
        "[!a]x, bx, true",
        "[, [, true",
        "[], [], true",
        "[^c]*, config, true",
        "[^c]*, ^x, true",
        "[^c]*, model, false",
        "[!^]x, ^x, false",
        "[!^]x, ax, true",
        "[]a]x, ]x, true",
        "[!]a]x, bx, true",
        "[!]a]x, ]x, false",
        "[[a&&b]x, &x, true",
        "[a-c]x, bx, true",
        "a.c, abc, false",
        "a\\b, a/b, true"
    })
    void patternsFitAsPythonsFnmatchDoes(String pattern, String path, boolean fits) {
        assertEquals(fits, new Patterns(List.of(pattern), List.of()).fit(path));
        assertEquals(!fits, new Patterns(List.of(), List.of(pattern)).fit(path));
    }

    @Test
    void aPatternThatIsNoneIsSaidInOneLine() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Wanted.repository("owner/name", "main", List.of("*.json"), List.of("[z-a]*")));

        assertEquals("'[z-a]*' is no pattern: illegal character range", refusal.getMessage());
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DownloadOptions.Pace(0, 1, 0, Duration.ZERO, 0));
    }
}
