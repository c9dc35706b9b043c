/** The networked half of the model store: fetches, repairs and upgrades models, and verifies every byte on the way in. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.download;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
