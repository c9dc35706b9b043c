/** Plans and executes benchmark runs and collects what was measured. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.bench;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
