/**
 * Environments of Python for the engines that need one: set up from what the backend's bundle says, locked by hashes when
 * that is done first, and taken away again. The only package beside {@code download} whose doings need a network, by way of
 * {@code uv} or {@code pip}.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.whisperbench.platform.provision;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
