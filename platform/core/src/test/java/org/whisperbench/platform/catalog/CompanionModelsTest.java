package org.whisperbench.platform.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ModelSource;

/** The data file, and what is wrong with others. */
class CompanionModelsTest {

    private static List<CompanionModel> read(String json) throws IOException {
        return CompanionModels.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyCategoryBesideSpeechHasModels() {
        List<CompanionModel> models = CompanionModels.known();

        assertEquals(
                java.util.Set.of(Category.VAD, Category.NER, Category.DIARIZATION, Category.APPLE),
                models.stream().map(CompanionModel::category).collect(Collectors.toSet()));
        assertTrue(models.stream().anyMatch(m -> m.address().equals("vad/silero-vad") && m.critical()));
        assertTrue(models.stream()
                .filter(m -> m.category() == Category.DIARIZATION)
                .noneMatch(CompanionModel::critical));
    }

    /** The list of whisper.cpp's {@code models/download-coreml-model.sh}, whose own source of them is no longer there. */
    @Test
    void everyFloatModelOfWhisperCppHasAnEncoderForCoreMl() {
        List<String> sizes = List.of(
                "tiny",
                "tiny.en",
                "base",
                "base.en",
                "small",
                "small.en",
                "medium",
                "medium.en",
                "large-v1",
                "large-v2",
                "large-v3",
                "large-v3-turbo");
        List<CompanionModel> encoders = CompanionModels.known().stream()
                .filter(m -> m.category() == Category.APPLE)
                .toList();

        assertEquals(
                sizes.stream().map(size -> "apple/ggml-" + size + "-encoder").toList(),
                encoders.stream().map(CompanionModel::address).toList());
        for (CompanionModel encoder : encoders) {
            ModelSource.Web source = (ModelSource.Web) encoder.source();
            String name = encoder.address().substring("apple/".length());
            assertTrue(source.url().endsWith("/ggerganov/whisper.cpp/resolve/main/" + name + ".mlmodelc.zip"), name);
            assertEquals("", source.sha256(), "nobody published one that could be read");
        }
    }

    @Test
    void aPipelineBringsTheModelsThatItLoads() {
        assertEquals(
                List.of(
                        "diarization/speaker-diarization-3.1",
                        "diarization/segmentation-3.0",
                        "diarization/wespeaker-voxceleb-resnet34-LM"),
                CompanionModels.named("speaker-diarization-3.1").stream()
                        .map(CompanionModel::address)
                        .toList());
        assertEquals(1, CompanionModels.named("vad/silero-vad").size());
        assertEquals(List.of(), CompanionModels.named("nothing"));
    }

    @Test
    void whatIsNeededIsInTheList() {
        String one = "[{\"name\":\"m\",\"category\":\"vad\",\"critical\":true,\"kind\":\"repository\",\"id\":\"o/n\","
                + "\"revision\":\"main\",\"needs\":[\"vad/x\"]}]";

        IOException failure = assertThrows(IOException.class, () -> read(one));

        assertTrue(String.valueOf(failure.getMessage()).contains("it needs [vad/x]"), failure.getMessage());
    }

    @Test
    void aTagIsAnArchiveOfGitHub() throws IOException {
        CompanionModel model = read("[{'name':'m','category':'vad','critical':true,'kind':'github','id':'o/n',"
                                .replace('\'', '"')
                        + "\"revision\":\"v1\",\"files\":[\"n-1/x\"]}]")
                .get(0);

        assertEquals(new ModelSource.Web("https://github.com/o/n/archive/refs/tags/v1.zip", "", true), model.source());
        assertEquals("vad/m", model.address());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'name':'m'}] | 'category' is missing",
                "[{'name':'m','category':'whisper'}] | come from the backends alone",
                "[{'name':'m','category':'vad','kind':'zip'}] | 'critical' is neither",
                "[{'name':'m','category':'vad','critical':true,'kind':'ftp'}] | unknown kind 'ftp'",
                "[{'name':'m','category':'vad','critical':true,'kind':'zip','url':'x'}] | is not the address of a file",
                "[{'name':'m','category':'vad','critical':true,'kind':'zip','url':'http://h/x'}] | 'files' is missing",
                "[{'name':'m','category':'vad','critical':true,'kind':'file','url':'http://h/x','sha256':'1'}] | is not a SHA-256",
                "[{'name':'m','category':'vad','critical':true,'kind':'file','url':'http://h/x','files':['../x']}] | is not a path",
                "[{'name':'m','colour':'red'}] | unknown key 'colour'"
            })
    void whatIsWrongIsNamed(String json, String problem) {
        IOException failure = assertThrows(IOException.class, () -> read(json.replace('\'', '"')));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(problem), message);
        assertTrue(message.startsWith("model 'm': "), message);
    }

    @Test
    void aModelIsNotThereTwice() {
        String one = "{\"name\":\"m\",\"category\":\"vad\",\"critical\":true,\"kind\":\"repository\",\"id\":\"o/n\","
                + "\"revision\":\"main\"}";

        assertThrows(IOException.class, () -> read("[" + one + "," + one + "]"));
    }
}
