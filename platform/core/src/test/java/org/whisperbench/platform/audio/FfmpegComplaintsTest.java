package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as ffmpeg 5.1 wrote them. */
class FfmpegComplaintsTest {

    @Test
    void whatIsSaidOfWholeFilesIsNoDamage() {
        FfmpegComplaints whole = said(
                "[caf @ 0x55a8b55ff980] [warning] Estimating duration from bitrate, this may be inaccurate",
                "[warning] Guessed Channel Layout for Input Stream #0.0 : stereo",
                "[adpcm_ms @ 0x563c6aff0780] [warning] Multiple frames in a packet.");

        assertEquals(0, whole.damaged());
        assertFalse(whole.endsEarly());
    }

    @Test
    void aPacketThatIsCutIsOneLostBlockThoughItIsSaidTwice() {
        assertEquals(
                1,
                said(
                                "[caf @ 0x56283f981980] [warning] Packet corrupt (stream = 0, dts = 88064).",
                                "[warning] the file: corrupt input packet in stream 0")
                        .damaged());
    }

    @Test
    void aComplaintOfTwoLinesIsOneOfItsLevel(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("log"), """
                [matroska,webm @ 0x1] [warning] Could not find codec parameters for stream 2 (Subtitle: hdmv_pgs_subtitle)
                Consider increasing the value for the 'analyzeduration' (0) and 'probesize' (5000000) options
                [aist#0:0/aac @ 0x2] [dec:aac @ 0x3] [warning] Multiple frames in a packet.
                """);

        assertEquals(0, FfmpegComplaints.read(log, folder.resolve("sound.mkv")).damaged());
    }

    @Test
    void anEarlyEndIsNoLostBlock() {
        FfmpegComplaints cut = said("[matroska,webm @ 0x56013b82d980] [error] File ended prematurely");

        assertTrue(cut.endsEarly());
        assertEquals(0, cut.damaged());
    }

    @Test
    void theReasonIsForPeople() {
        assertEquals("it gives no reason", said().reason());
        assertEquals(
                "it found no sound in it",
                said("[warning] Output file is empty, nothing was encoded").reason());
        assertEquals(
                "it is of a kind (sdp) that may not be opened here",
                said(
                                "[sdp @ 0x55ea2b359940] [error] Format not on whitelist 'wav'",
                                "[error] the file: Invalid argument")
                        .reason());
        assertEquals(
                "it is damaged or of a kind that ffmpeg does not know",
                said("[error] the file: Invalid data found when processing input")
                        .reason());
        assertEquals(
                "there is no sound in it",
                said(
                                "[error] Stream map '0:a:0' matches no streams.",
                                "[error] To ignore this, add a trailing '?' to the map.")
                        .reason());
        assertEquals(
                "Decoder (codec none) not found for input stream #0:0",
                said("[error] Decoder (codec none) not found for input stream #0:0")
                        .reason());
    }

    private static FfmpegComplaints said(String... lines) {
        return new FfmpegComplaints(List.of(lines));
    }
}
