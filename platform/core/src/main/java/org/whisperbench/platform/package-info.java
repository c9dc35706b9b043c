/** Brings the parts of the platform together in an OSGi framework. */
@NullMarked
package org.whisperbench.platform;

import org.jspecify.annotations.NullMarked;
