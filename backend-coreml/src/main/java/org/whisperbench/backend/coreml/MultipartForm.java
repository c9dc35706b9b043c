package org.whisperbench.backend.coreml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.whisperbench.api.Audio;

/**
 * A request of {@code whisper-server}, in the form of RFC 7578.
 *
 * @param content the body
 */
@SuppressWarnings("ArrayRecordComponent") // written once, sent once, never compared
record MultipartForm(byte[] content) {

    private static final String BOUNDARY = "whisperbench-7f1b9c52";
    private static final int HEADER_BYTES = 44;

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
        return of(fields, Files.readAllBytes(wav));
    }

    static MultipartForm silence() throws IOException {
        int samples = Audio.SAMPLE_RATE_HZ;
        ByteBuffer wav =
                ByteBuffer.allocate(HEADER_BYTES + samples * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(samples).putInt(samples * Short.BYTES);
        wav.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * Short.BYTES);
        return of(Map.of("response_format", "verbose_json", "language", "en", "temperature_inc", "0.0"), wav.array());
    }

    private static MultipartForm of(Map<String, String> fields, byte[] wav) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            body.writeBytes(part("name=\"" + field.getKey() + "\"", ""));
            body.writeBytes((field.getValue() + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(part("name=\"file\"; filename=\"audio.wav\"", "Content-Type: audio/wav\r\n"));
        body.write(wav);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return new MultipartForm(body.toByteArray());
    }

    private static byte[] part(String disposition, String header) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }
}
