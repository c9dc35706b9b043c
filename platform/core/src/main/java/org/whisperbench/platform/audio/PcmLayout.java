package org.whisperbench.platform.audio;

import java.nio.ByteOrder;

/**
 * Where samples lie in a file that is not compressed.
 *
 * @param frameBytes of one sample of every channel
 * @param frames how many of these are there
 */
record PcmLayout(SampleDecoder decoder, ByteOrder order, int channels, int frameBytes, long dataOffset, long frames) {}
