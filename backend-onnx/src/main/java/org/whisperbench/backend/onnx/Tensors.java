package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.FloatBuffer;

/** Tensors of the element type that a session asks for. */
final class Tensors {

    private Tensors() {}

    /**
     * Creates a tensor.
     *
     * @param environment the engine
     * @param values its values in row-major order; copied
     * @param shape its shape
     * @param type FLOAT or FLOAT16
     * @return the tensor; the caller closes it
     * @throws OrtException if the engine refuses
     */
    static OnnxTensor of(OrtEnvironment environment, float[] values, long[] shape, OnnxJavaType type)
            throws OrtException {
        FloatBuffer floats = FloatBuffer.wrap(values);
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(environment, floats, shape);
            case FLOAT16 ->
                OnnxTensor.createTensor(
                        environment, Fp16Conversions.convertFloatBufferToFp16Buffer(floats), shape, type);
            default ->
                throw new OrtException("tensors of type " + type + " are not known here, only float and float16");
        };
    }

    /**
     * Copies a tensor's values out of the engine's memory.
     *
     * @param tensor of type FLOAT or FLOAT16
     * @return its values in row-major order
     */
    static float[] values(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer.hasArray()) {
            return buffer.array();
        }
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
