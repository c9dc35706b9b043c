package org.whisperbench.backend.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;

/**
 * What decoding a window needs of the engine.
 *
 * @param environment the engine
 * @param session the merged decoder
 * @param ports its inputs and outputs
 * @param gather picks rows of its cache
 * @param memory where tokens and logits lie
 * @param runs what takes long runs in these
 */
record DecoderSession(
        OrtEnvironment environment,
        OrtSession session,
        DecoderPorts ports,
        CacheGather gather,
        StepMemory memory,
        EndableRuns runs) {}
