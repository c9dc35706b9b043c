/**
 * The interface between the platform and a speech-to-text engine.
 *
 * <p>A backend implements {@link org.whisperbench.api.WhisperBackend} and names its class in
 * {@code META-INF/services/org.whisperbench.api.WhisperBackend}. The platform resolves a model's files, hands them to
 * {@link org.whisperbench.api.WhisperBackend#load load}, and hands audio to the {@link org.whisperbench.api.SpeechModel}
 * that comes back. Nothing here does more than hold and validate values.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.whisperbench.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
