package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jogg.Page;
import com.jcraft.jogg.StreamState;
import com.jcraft.jogg.SyncState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The packets in an Ogg file, by JOgg, link by link of its chain: of each link the first stream that is Vorbis or Opus;
 * others beside it are passed over. A link ends where the first page of another stream comes behind its sound, even if
 * its own last page is missing.
 *
 * <p>Source: RFC 3533.
 */
final class OggPackets {

    private static final int READ_BYTES = 1 << 13;

    private final SourceFile source;
    private final InputStream bytes;
    private final SyncState sync = new SyncState();
    private final Page page = new Page();
    private StreamState stream = new StreamState();
    private int serial;
    /** Of all streams of the link. */
    private final Set<Integer> serials = new HashSet<>();
    /** Whether a page of the link came that is no stream's first. */
    private boolean begun;
    /** Whether the page that was read last is the first of the next link. */
    private boolean held;

    private boolean ended;
    private boolean passedOver;
    private boolean over;
    private long holes;
    /** Where in the file the last page ends. */
    private long end;

    private long skippedBytes;

    OggPackets(SourceFile source, long start) {
        this.source = source;
        bytes = new SourceStream(source, start);
        end = start;
        sync.init();
    }

    /** Goes on to the next link with something that is read here; false if there is none. */
    boolean nextLink() throws IOException {
        ended = false;
        while (held || readPage()) {
            held = false;
            if (page.bos() == 0) {
                passedOver |= !begun;
                begun = true;
            } else {
                announce();
                if (isRead()) {
                    serial = page.serialno();
                    stream = new StreamState();
                    stream.init(serial);
                    stream.pagein(page);
                    return true;
                }
            }
        }
        return false;
    }

    /** The next packet of the link, or null at its end. */
    @Nullable
    Packet next() throws IOException {
        while (true) {
            Packet packet = new Packet();
            int taken = stream.packetout(packet);
            if (taken == 1) {
                ended |= packet.e_o_s != 0;
                return packet;
            }
            if (taken < 0) {
                holes++;
            } else if (!nextPage()) {
                return null;
            }
        }
    }

    /** Whether the stream's own mark of its end was seen. */
    boolean ended() {
        return ended;
    }

    /** How many times bytes were missing since this was last asked. */
    long takeHoles() {
        long taken = holes;
        holes = 0;
        return taken;
    }

    /** Whether there was a link without anything that is read here, or without its first page, since this was last asked. */
    boolean takePassedOver() {
        boolean taken = passedOver;
        passedOver = false;
        return taken;
    }

    static byte[] content(Packet packet) {
        return Arrays.copyOfRange(packet.packet_base, packet.packet, packet.packet + packet.bytes);
    }

    static boolean begins(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    private boolean nextPage() throws IOException {
        if (held || !readPage()) {
            return false;
        }
        if (page.bos() != 0) {
            held = begun;
            if (!held) {
                announce();
            }
            return !held;
        }
        begun = true;
        passedOver |= !serials.contains(page.serialno());
        if (page.serialno() == serial) {
            stream.pagein(page);
            ended |= page.eos() != 0;
        }
        return true;
    }

    private void announce() {
        if (begun) {
            serials.clear();
            begun = false;
        }
        serials.add(page.serialno());
    }

    private boolean isRead() {
        byte[] body = Arrays.copyOfRange(page.body_base, page.body, page.body + page.body_len);
        return begins(body, OpusCodec.MAGIC) || begins(body, VorbisCodec.MAGIC);
    }

    private boolean readPage() throws IOException {
        while (true) {
            int found = sync.pageseek(page);
            if (found > 0) {
                holes += skippedBytes > 0 ? 1 : 0;
                end += skippedBytes + found;
                skippedBytes = 0;
                return true;
            }
            skippedBytes -= found;
            if (found == 0 && !readBytes()) {
                return false;
            }
        }
    }

    private boolean readBytes() throws IOException {
        int offset = sync.buffer(READ_BYTES);
        int count = bytes.read(sync.data, offset, READ_BYTES);
        if (count >= 0) {
            sync.wrote(count);
            return true;
        }
        if (!over && ended && !Tags.isPadding(source, end, source.sizeBytes())) {
            holes++;
        }
        over = true;
        return false;
    }
}
