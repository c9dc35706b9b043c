package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One link of a chain in an Ogg file. Where packets are missing or damaged, silence stands for them, as long as the
 * position of their page tells, so that what follows keeps its time.
 */
final class OggBlocks implements BlockDecoder {

    /** More than the packets of a page are decoded to, whose last one alone tells its position. */
    private static final int MOST_HELD = 1 << 21;

    private final OggPackets packets;
    private final Codec codec;
    private final OggTime time = new OggTime();

    /** What is different from one codec to the other. */
    interface Codec {

        SoundFormat format();

        /**
         * Decodes a packet and tells the time of its samples.
         *
         * @return false if it is damaged
         */
        boolean decode(Packet packet, OggTime time, SampleBlock into) throws IOException;

        /** Whether the first position may tell that the sound begins later than what is decoded. */
        default boolean positionsCutStart() {
            return false;
        }
    }

    private OggBlocks(OggPackets packets, Codec codec) {
        this.packets = packets;
        this.codec = codec;
    }

    static BlockDecoder open(SourceFile source, long start) throws IOException, ForeignFormatException {
        BlockDecoder first = next(new OggPackets(source, start));
        if (first == null) {
            throw new EOFException("no stream of Vorbis or Opus");
        }
        return first;
    }

    private static @Nullable BlockDecoder next(OggPackets packets) throws IOException, ForeignFormatException {
        Packet first = packets.nextLink() ? packets.next() : null;
        if (first == null) {
            if (packets.takePassedOver()) {
                throw new IOException("what follows in the chain is of a codec that is not read here");
            }
            return null;
        }
        boolean opus = OggPackets.begins(OggPackets.content(first), OpusCodec.MAGIC);
        return new OggBlocks(packets, opus ? new OpusCodec(packets, first) : new VorbisCodec(packets, first));
    }

    @Override
    public SoundFormat format() {
        return codec.format();
    }

    @Override
    public @Nullable BlockDecoder following() throws IOException {
        try {
            return next(packets);
        } catch (ForeignFormatException e) {
            throw new IOException("what follows in the chain is not decoded here", e);
        }
    }

    @Override
    public boolean next(SampleBlock into) throws IOException {
        boolean startMayBeCut = codec.positionsCutStart() && !time.isKnown();
        boolean whole = true;
        Packet packet;
        do {
            packet = packets.next();
            whole &= takeHoles(into);
            if (packet == null) {
                if (!packets.ended() || packets.takePassedOver()) {
                    into.cutShort();
                }
                return false;
            }
            if (!codec.decode(packet, time, into)) {
                into.skip();
                whole = false;
            }
        } while ((startMayBeCut || !whole) && packet.granulepos < 0 && into.count() < MOST_HELD);
        place(packet, whole, into);
        return true;
    }

    /** A stream may have been cut out of a longer one: nothing is missing before the first position that is told. */
    private void place(Packet packet, boolean whole, SampleBlock into) {
        if (codec.positionsCutStart()) {
            into.dropFirst(time.cutStart(packet, into.count()));
        }
        if (whole || !time.isKnown()) {
            time.learn(packet);
        } else if (time.position() > 0) {
            time.fill(packet, codec.format().sampleRateHz(), into);
        }
    }

    /** Returns whether there were none. */
    private boolean takeHoles(SampleBlock into) {
        long holes = packets.takeHoles();
        for (long i = 0; i < holes; i++) {
            into.skip();
        }
        return holes == 0;
    }
}
