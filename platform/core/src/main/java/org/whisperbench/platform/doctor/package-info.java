/** What is wrong with an installation, one line and one remedy each; and its caches, which may be deleted at any time. */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.doctor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
