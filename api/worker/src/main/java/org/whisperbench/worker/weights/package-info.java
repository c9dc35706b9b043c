/**
 * What is in files with weights, read without any engine: names, shapes and types of tensors, and whether the file ends
 * exactly where its own table says. {@link org.whisperbench.worker.weights.WeightFile} reads GGML, safetensors, ONNX,
 * CTranslate2 and NumPy archives.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.whisperbench.worker.weights;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
