package org.whisperbench.backend.onnx;

/**
 * A Parakeet TDT model in memory.
 *
 * @param config what its files say about it
 * @param sessions its graphs; whoever loaded it closes them
 * @param english whether it knows English only
 */
record TdtModel(TdtConfig config, TdtSessions sessions, boolean english) {}
