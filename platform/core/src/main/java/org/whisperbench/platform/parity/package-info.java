/** Compares the features of two engines on the same audio, layer by layer. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.parity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
