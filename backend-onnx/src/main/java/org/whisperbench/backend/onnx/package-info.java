/**
 * Whisper on ONNX Runtime.
 *
 * <p>From sound to text: {@link org.whisperbench.backend.onnx.AudioFeatures} turns samples into log-mel frames,
 * {@link org.whisperbench.backend.onnx.WhisperSessions} runs encoder and decoder,
 * {@link org.whisperbench.backend.onnx.DecodingRules} picks tokens, {@link org.whisperbench.backend.onnx.WindowSlices}
 * cuts a window's tokens into segments and {@link org.whisperbench.backend.onnx.ByteLevelTokens} writes them as text.
 * Everything that belongs to a model is read from its files.
 */
@NullMarked
package org.whisperbench.backend.onnx;

import org.jspecify.annotations.NullMarked;
