/** Tests of Whisper on ONNX Runtime. */
@NullMarked
package org.whisperbench.backend.coreml;

import org.jspecify.annotations.NullMarked;
