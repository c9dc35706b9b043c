package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;
import org.whisperbench.testkit.HubRequest;

/** Files of the hub that are named by their address there, such as encoders for Core ML. */
class HubAddressTest {

    private static final byte[] CONTENT = Downloading.random(200_000);

    @TempDir
    Path folder;

    private Downloading fixture;
    private WebModels models;

    @BeforeEach
    void start() throws IOException {
        fixture = new Downloading(folder);
        models = new WebModels(fixture);
        fixture.hub.put(
                Downloading.ID, FakeHub.COMMIT, Map.of("m.bin", CONTENT, "small.txt", Downloading.bytes("small")));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static ModelDescriptor model(String file) {
        return WebModels.described("https://huggingface.co/owner/name/resolve/main/" + file, "", false, file);
    }

    private static DownloadOptions mirror(String mirror) {
        DownloadOptions usual = DownloadOptions.defaults();
        return new DownloadOptions(usual.pace(), mirror, "", false, Mode.MISSING);
    }

    private List<HubRequest> withToken() {
        return fixture.hub.requests().stream()
                .filter(r -> !r.authorization().isEmpty())
                .toList();
    }

    @Test
    void theEndpointInForceIsAskedAndItsHashHolds() throws Exception {
        fixture.environment.put("HF_TOKEN", "hf_secret");

        Outcome outcome = models.ensure(model("m.bin"));

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertTrue(outcome.reason().endsWith("verified by the hash that the hub lists"), outcome.reason());
        assertTrue(!withToken().isEmpty());
        assertTrue(withToken().stream().allMatch(r -> r.server().equals("hub")), withToken()::toString);
    }

    @Test
    void anotherContentThanTheHubListsIsRefused() throws Exception {
        fixture.hub.always(HubFault.CORRUPT);

        Outcome outcome = models.ensure(model("m.bin"));

        assertEquals(Result.FAILED, outcome.result(), outcome::toString);
        assertTrue(outcome.reason().contains("twice"), outcome.reason());
        assertEquals(List.of(), models.kept());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "owner/*=%s", "owner/name=%s"})
    void aMirrorIsAskedWithoutTheToken(String form) throws Exception {
        String server = fixture.hub.endpoint().toString();
        fixture.environment.put("HF_TOKEN", "hf_secret");
        fixture.environment.remove("HF_ENDPOINT");

        Outcome outcome = models.ensure(model("m.bin"), mirror(form.formatted(server)), DownloadListener.none());

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertEquals(List.of(), withToken());
    }

    @Test
    void aSmallFileHasNoHashThatTheHubLists() throws Exception {
        Outcome outcome = models.ensure(model("small.txt"));

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertTrue(outcome.reason().contains("hash not published"), outcome.reason());
    }

    @Test
    void theNextMirrorIsAskedIfWhatOneSendsIsWrong() throws Exception {
        try (FakeHub bad = FakeHub.start()) {
            bad.put(Downloading.ID, FakeHub.COMMIT, Map.of("m.bin", CONTENT));
            bad.always(HubFault.CORRUPT);

            Outcome outcome = models.ensure(
                    model("m.bin"), mirror(bad.endpoint() + "," + fixture.hub.endpoint()), DownloadListener.none());

            assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
            assertTrue(bad.servedBytes() >= 2L * CONTENT.length, "it is tried twice");
            assertTrue(fixture.hub.servedBytes() > 0);
        }
    }

    @Test
    void withoutTheListingNothingIsBelieved() throws Exception {
        fixture.hub.always(HubFault.API_BUSY);

        Outcome outcome = models.ensure(model("m.bin"));

        assertEquals(Result.FAILED, outcome.result(), outcome::toString);
        assertTrue(outcome.reason().contains("answers 503"), outcome.reason());
        assertEquals(List.of(), models.kept());
        assertEquals(0, fixture.hub.servedBytes());
        fixture.hub.always(null);
        Outcome again = models.ensure(model("m.bin"));
        assertTrue(again.reason().endsWith("verified by the hash that the hub lists"), again.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "https://huggingface.co/o/n/resolve/main/a.zip, o/n main a.zip",
        "https://HuggingFace.co/o/n/resolve/refs%2Fpr%2F1/d/a+b%20c.zip, o/n refs/pr/1 d/a+b c.zip",
        "https://huggingface.co/o/n/resolve/main/a.zip?download=true/x, o/n main a.zip",
        "https://huggingface.co/datasets/o/n/resolve/main/a.zip, ''",
        "https://huggingface.co.example.org/o/n/resolve/main/a.zip, ''",
        "https://huggingface.co:444/o/n/resolve/main/a.zip, ''",
        "https://github.com/o/n/resolve/main/a.zip, ''",
        "https://huggingface.co/o/n/blob/main/a.zip, ''"
    })
    void onlyTheHubsOwnFilesAreMeant(String url, String parts) {
        Optional<HubAddress> address = HubAddress.of(url);

        assertEquals(
                parts,
                address.map(a -> a.repository() + " " + a.revision() + " " + a.path())
                        .orElse(""));
    }
}
