/** Reports as JSON documents. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
