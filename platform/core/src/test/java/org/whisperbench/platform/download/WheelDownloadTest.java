package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.catalog.CompanionModel;
import org.whisperbench.platform.catalog.CompanionModels;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.testkit.FakeHub;

/** Models of spaCy, which are wheels of Python: zip files with the model and, in another folder, what pip wants to know. */
class WheelDownloadTest {

    private static final String NAME = "en_core_web_sm-3.8.0-py3-none-any.whl";
    private static final String DATA = "en_core_web_sm/en_core_web_sm-3.8.0/";

    @TempDir
    Path folder;

    private Downloading fixture;
    private WebModels models;

    @BeforeEach
    void start() throws IOException {
        fixture = new Downloading(folder);
        models = new WebModels(fixture);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** The layout of a wheel by the specification of binary distributions, with the files that spaCy puts into it. */
    private static Map<String, byte[]> content() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("en_core_web_sm/__init__.py", Downloading.bytes("from spacy.util import load_model_from_init_py\n"));
        files.put("en_core_web_sm/meta.json", Downloading.bytes("{\"lang\": \"en\", \"name\": \"core_web_sm\"}"));
        files.put(DATA + "config.cfg", Downloading.bytes("[nlp]\nlang = \"en\"\n"));
        files.put(DATA + "ner/model", Downloading.random(50_000));
        files.put("en_core_web_sm-3.8.0.dist-info/METADATA", Downloading.bytes("Name: en_core_web_sm\n"));
        files.put("en_core_web_sm-3.8.0.dist-info/RECORD", Downloading.bytes(""));
        return files;
    }

    /** The model of the catalog, on a server of ours and with a hash. */
    private Wanted wanted(byte[] wheel, String sha256) {
        CompanionModel model = CompanionModels.named("en_core_web_sm").get(0);
        ModelSource.Web original = (ModelSource.Web) model.source();
        assertEquals(NAME, original.fileName());
        fixture.hub.put(Downloading.ID, FakeHub.COMMIT, Map.of(NAME, wheel));
        String url = fixture.hub.endpoint() + "/" + Downloading.ID + "/resolve/main/" + NAME;
        ModelSource.Web source = new ModelSource.Web(url, sha256, original.unpack());
        return new Wanted(model.address(), source, model.files(), List.of(), List.of());
    }

    private Outcome ensure(Wanted wanted) throws InterruptedException {
        return fixture.downloads()
                .ensure(List.of(wanted), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);
    }

    @Test
    void aWheelIsUnpackedAsItIs() throws Exception {
        byte[] wheel = WebModels.zip(content());
        Wanted wanted = wanted(wheel, WebModels.hash(wheel));

        Outcome outcome = ensure(wanted);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertEquals("ner/en_core_web_sm", outcome.model());
        assertEquals(content().size(), outcome.files());
        Path directory = WebFolder.of(new StoreRoots(List.of(), fixture.cache), (ModelSource.Web) wanted.source())
                .directory();
        for (Map.Entry<String, byte[]> file : content().entrySet()) {
            assertEquals(
                    -1,
                    java.util.Arrays.mismatch(file.getValue(), Files.readAllBytes(directory.resolve(file.getKey()))));
        }
        assertEquals(Result.PRESENT, ensure(wanted).result());
    }

    @Test
    void aWheelWithAnotherHashIsRefused() throws Exception {
        Outcome outcome = ensure(wanted(WebModels.zip(content()), "0".repeat(64)));

        assertEquals(Result.FAILED, outcome.result(), outcome::toString);
        assertTrue(outcome.reason().contains("has the SHA-256"), outcome.reason());
        assertEquals(List.of(), models.kept());
    }

    @Test
    void aWheelThatLeadsOutOfItsFolderIsRefused() throws Exception {
        Map<String, byte[]> files = content();
        files.put("en_core_web_sm/../../escaped.py", Downloading.bytes("import os\n"));
        byte[] wheel = WebModels.zip(files);

        Outcome outcome = ensure(wanted(wheel, WebModels.hash(wheel)));

        assertEquals(Result.FAILED, outcome.result(), outcome::toString);
        assertTrue(outcome.reason().contains("leads out of the folder"), outcome.reason());
        assertEquals(List.of(), models.kept());
        assertFalse(Files.exists(folder.resolve("escaped.py")));
    }
}
