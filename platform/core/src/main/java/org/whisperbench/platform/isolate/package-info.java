/** Runs backends in child processes behind the same interface, so that no engine can hang, crash or fill the host. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.isolate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
