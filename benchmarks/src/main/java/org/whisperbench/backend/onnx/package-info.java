/** Measures parts of the embedded engine that only its own package can see. */
@NullMarked
package org.whisperbench.backend.onnx;

import org.jspecify.annotations.NullMarked;
