/** Tests of Whisper on ONNX Runtime. */
@NullMarked
package org.whisperbench.backend.onnx;

import org.jspecify.annotations.NullMarked;
