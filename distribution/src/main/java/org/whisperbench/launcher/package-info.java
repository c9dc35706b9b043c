/**
 * Starts an OSGi framework with the bundles of an installation, and either runs one command and ends with its exit code
 * or opens the prompt.
 */
@NullMarked
package org.whisperbench.launcher;

import org.jspecify.annotations.NullMarked;
