package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;

/**
 * Compares the positions that the heads of Ogg's pages tell with the samples that were decoded. The last packet of a page
 * carries the position of its end; a stream that was cut out of a longer one does not begin at 0.
 *
 * <p>Source: RFC 3533, section 6; RFC 7845, section 4; "Vorbis I specification", section A.2.
 */
final class OggTime {

    private static final long UNKNOWN = -1;

    private long position;
    private long origin = UNKNOWN;

    /** How many samples were decoded or are known to be lost. */
    long position() {
        return position;
    }

    /** How many of the samples that a packet was decoded to are sound: the last page may end before them. */
    int wanted(Packet packet, int count) {
        if (packet.e_o_s == 0 || packet.granulepos < 0) {
            return count;
        }
        return (int) Math.max(0, Math.min(count, packet.granulepos - origin() - position));
    }

    /** Whether a page told where the stream begins. */
    boolean isKnown() {
        return origin != UNKNOWN;
    }

    void add(int samples) {
        position += samples;
    }

    /**
     * Begins later, where the first position that is told is less than what was decoded up to it. Where that page is the
     * last, too, its position cuts the end instead.
     *
     * @param held of the decoded samples, which can still be left out
     * @return how many of them are before the beginning
     */
    int cutStart(Packet packet, int held) {
        if (isKnown() || packet.granulepos < 0 || packet.e_o_s != 0) {
            return 0;
        }
        int early = (int) Math.max(0, Math.min(held, position - packet.granulepos));
        position -= early;
        return early;
    }

    /** Learns from a packet before which nothing is missing. */
    void learn(Packet packet) {
        if (origin == UNKNOWN && packet.granulepos >= 0) {
            origin = Math.max(0, packet.granulepos - position);
        }
    }

    /** Puts silence for what is missing before the samples of a page of which this packet is the last. */
    void fill(Packet packet, int rateHz, SampleBlock into) {
        long missing = packet.granulepos - origin() - position;
        if (packet.granulepos < 0 || missing <= 0) {
            return;
        }
        if (into.addLost(missing, rateHz)) {
            position += missing;
        } else {
            origin = origin() + missing;
        }
    }

    private long origin() {
        return Math.max(0, origin);
    }
}
