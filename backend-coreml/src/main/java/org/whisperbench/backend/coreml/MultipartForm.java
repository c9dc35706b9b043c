package org.whisperbench.backend.coreml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.whisperbench.worker.SilentWav;

/**
 * A request of {@code whisper-server}, in the form of RFC 7578.
 *
 * @param body its content, of which a recording is read while it is sent
 */
record MultipartForm(BodyPublisher body) {

    private static final String BOUNDARY = "whisperbench-7f1b9c52";

    static MultipartForm of(Path wav, DecodingOptions decoding) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("response_format", "verbose_json");
        fields.put("no_language_probabilities", "true");
        fields.put("language", decoding.language());
        fields.put("translate", Boolean.toString(decoding.translate()));
        fields.put("no_timestamps", Boolean.toString(!decoding.timestamps()));
        fields.put("beam_size", decoding.beam() == 1 ? "-1" : Integer.toString(decoding.beam()));
        fields.put("best_of", "1");
        fields.put("temperature", Float.toString(decoding.temperature()));
        fields.put("temperature_inc", decoding.fallback() ? Float.toString(DecodingOptions.FALLBACK_STEP) : "0.0");
        fields.put("max_context", Integer.toString(decoding.context()));
        // Those tell where to cut long segments, which the other runtime does not do.
        fields.put("token_timestamps", "false");
        return of(fields, BodyPublishers.ofFile(wav));
    }

    static MultipartForm silence() {
        return of(
                Map.of("response_format", "verbose_json", "language", "en", "temperature_inc", "0.0"),
                BodyPublishers.ofByteArray(SilentWav.ofOneSecond()));
    }

    private static MultipartForm of(Map<String, String> fields, BodyPublisher wav) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            head.writeBytes(part("name=\"" + field.getKey() + "\"", ""));
            head.writeBytes((field.getValue() + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        head.writeBytes(part("name=\"file\"; filename=\"audio.wav\"", "Content-Type: audio/wav\r\n"));
        byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        return new MultipartForm(BodyPublishers.concat(
                BodyPublishers.ofByteArray(head.toByteArray()), wav, BodyPublishers.ofByteArray(end)));
    }

    private static byte[] part(String disposition, String header) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }
}
