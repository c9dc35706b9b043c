package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jogg.Page;
import com.jcraft.jogg.StreamState;
import com.jcraft.jogg.SyncState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one stream in an Ogg file, by JOgg: the first stream whose first packet is of a kind that is looked
 * for. Streams that follow it in a chain are read on if they are of the same kind; others beside it are passed over.
 *
 * <p>Source: RFC 3533.
 */
final class OggPackets {

    private static final int READ_BYTES = 1 << 13;

    private final InputStream bytes;
    private final SyncState sync = new SyncState();
    private final Page page = new Page();
    private final byte[] magic;
    private StreamState stream = new StreamState();
    private boolean following;
    private int serial;
    private boolean ended;
    private long holes;

    OggPackets(InputStream bytes, byte[] magic) {
        this.bytes = bytes;
        this.magic = magic.clone();
        sync.init();
    }

    /** The next packet, or null at the end of the file. */
    @Nullable
    Packet next() throws IOException {
        while (true) {
            Packet packet = new Packet();
            int taken = following ? stream.packetout(packet) : 0;
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

    static byte[] content(Packet packet) {
        return Arrays.copyOfRange(packet.packet_base, packet.packet, packet.packet + packet.bytes);
    }

    private boolean nextPage() throws IOException {
        if (!readPage()) {
            return false;
        }
        if (page.bos() != 0 && isWanted() && (!following || ended)) {
            serial = page.serialno();
            stream = new StreamState();
            stream.init(serial);
            following = true;
            ended = false;
        }
        if (following && page.serialno() == serial) {
            stream.pagein(page);
        }
        return true;
    }

    private boolean isWanted() {
        return page.body_len >= magic.length
                && Arrays.equals(page.body_base, page.body, page.body + magic.length, magic, 0, magic.length);
    }

    private boolean readPage() throws IOException {
        while (true) {
            int found = sync.pageout(page);
            if (found == 1) {
                return true;
            }
            if (found < 0) {
                holes++;
            } else {
                int offset = sync.buffer(READ_BYTES);
                int count = bytes.read(sync.data, offset, READ_BYTES);
                if (count < 0) {
                    return false;
                }
                sync.wrote(count);
            }
        }
    }
}
