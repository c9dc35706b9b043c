/**
 * What a run is worth: text is normalized, words are compared, times are summarized.
 *
 * <p>{@link org.whisperbench.platform.score.WordErrors} counts word errors under a
 * {@link org.whisperbench.platform.score.Normalizer}, {@link org.whisperbench.platform.score.CorpusErrors} sums them up
 * and {@link org.whisperbench.platform.score.Bootstrap} says how sure a rate or a difference is;
 * {@link org.whisperbench.platform.score.RunStatistics} summarizes the times of repeated runs and
 * {@link org.whisperbench.platform.score.Standing} ranks them. All types are immutable and may be used by several threads.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.score;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
