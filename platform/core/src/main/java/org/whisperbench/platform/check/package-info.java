/** States of models: on disk, and loadable by their backend with one inference. It is read-only and offline. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.check;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
