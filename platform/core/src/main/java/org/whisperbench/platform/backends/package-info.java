/** The live registry of backends: bundles that come and go, and what they provide. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.backends;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
