/** Facts about this machine. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.hardware;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
