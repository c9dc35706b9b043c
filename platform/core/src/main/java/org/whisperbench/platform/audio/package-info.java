/**
 * Speech from files: WAV of any rate, width and number of channels becomes one channel of 16 000 samples a second.
 *
 * <p>{@link org.whisperbench.platform.audio.AudioFiles} opens a file;
 * {@link org.whisperbench.platform.audio.DecodedAudio} is what engines read.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.audio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
