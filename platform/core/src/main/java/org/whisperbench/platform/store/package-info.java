/** The offline half of the model store: where models are on disk and in which state. It has no network. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
