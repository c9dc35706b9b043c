package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;

/** An upgrade follows what is there. */
class UpgradeTest extends HubDownloads {

    private static final String NEWER = "2".repeat(40);

    @Test
    void anUpgradeBringsEveryFileOfWhatIsThereAsAWhole() throws Exception {
        downloading.ensure();
        Map<String, byte[]> newer = new TreeMap<>(Downloading.files());
        newer.remove("onnx/decoder.json");
        newer.put("onnx/renamed.json", Downloading.bytes("{}"));
        newer.put("extra.safetensors", Downloading.random(1000));
        hub.put(Downloading.ID, NEWER, newer);

        Outcome outcome = downloading.ensure(Mode.UPGRADE);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(4 + 1, outcome.files());
        assertEquals(1000, outcome.fetchedBytes());
        assertEquals(
                newer.keySet(),
                downloading.store.describe(Downloading.ID).files().stream()
                        .map(ModelFile::path)
                        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new)));
        assertEquals("PRESENT", downloading.status());
        assertEquals(0, downloading.ensure(Mode.UPGRADE).fetchedFiles());
    }

    @Test
    void anUpgradeOfAPartLeavesOutWhatWasLeftOut() throws Exception {
        Wanted part = Wanted.repository(Downloading.ID, "main", List.of("*.json"), List.of());
        downloading.downloads().ensure(List.of(part), DownloadOptions.defaults(), DownloadListener.none());
        Map<String, byte[]> newer = new TreeMap<>(Downloading.files());
        newer.put("more.json", Downloading.bytes("[]"));
        newer.put("more.bin", Downloading.random(1000));
        newer.put("onnx/mödel one.bin", Downloading.random(2000));
        hub.put(Downloading.ID, NEWER, newer);

        Outcome outcome = downloading.ensure(Mode.UPGRADE);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(3, outcome.files());
        assertTrue(Files.exists(downloading.repository().resolve("snapshots/" + NEWER + "/more.json")));
        assertFalse(Files.exists(downloading.repository().resolve("snapshots/" + NEWER + "/more.bin")));
    }

    @Test
    void aBackendsUpgradeKeepsTheOtherFilesThatAreThere() throws Exception {
        downloading.ensure();
        Map<String, byte[]> newer = new TreeMap<>(Downloading.files());
        newer.put("config.json", Downloading.bytes("{\"model\": 2}"));
        hub.put(Downloading.ID, NEWER, newer);
        ModelDescriptor descriptor = ModelDescriptor.builder("m", new ModelSource.Repository(Downloading.ID, "main"))
                .files(List.of(ModelFile.unverified("config.json")))
                .build();

        downloading
                .downloads()
                .ensure(
                        List.of(Wanted.of("b/m", descriptor)),
                        DownloadOptions.defaults().with(Mode.UPGRADE),
                        DownloadListener.none());

        assertEquals(4, downloading.store.describe(Downloading.ID).files().size());
        assertEquals("PRESENT", downloading.status());
    }
}
