/**
 * The platform as a whole: {@link org.whisperbench.platform.Whisperbench} opens it on a plain class path; in an OSGi
 * framework its bundle publishes the services.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
