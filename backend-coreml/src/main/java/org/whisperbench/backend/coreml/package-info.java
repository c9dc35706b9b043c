/**
 * whisper.cpp with models in GGML, through its Java binding or an installed {@code whisper-server}, and engines that
 * compute with Core ML on a Mac.
 */
@NullMarked
package org.whisperbench.backend.coreml;

import org.jspecify.annotations.NullMarked;
