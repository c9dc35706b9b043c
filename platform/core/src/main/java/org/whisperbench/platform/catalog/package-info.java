/** The union of the models that backends declare, and the names by which users select them. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.catalog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
