package org.whisperbench.platform.check;

import java.util.List;
import org.whisperbench.worker.weights.Tensor;
import org.whisperbench.worker.weights.TensorTable;

/**
 * The tensors of a model.
 *
 * @param files one entry for each file with weights
 */
public record TensorsReport(List<Weights> files) {

    /** Copies the list. */
    public TensorsReport {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param file absolute path
     * @param format such as {@code GGML}
     * @param precision the type that most of its data has
     * @param parameters how many numbers its tensors have together
     * @param bytes length of their data
     * @param tensors in the order of the file
     */
    public record Weights(
            String file, String format, String precision, long parameters, long bytes, List<Row> tensors) {

        /** Copies the list. */
        public Weights {
            tensors = List.copyOf(tensors);
        }

        static Weights of(TensorTable table) {
            return new Weights(
                    table.file().toString(),
                    table.format(),
                    table.precision(),
                    table.parameters(),
                    table.bytes(),
                    table.tensors().stream().map(Row::of).toList());
        }
    }

    /**
     * A tensor.
     *
     * @param name its name in the file
     * @param shape lengths of its dimensions, outermost first
     * @param type number format, such as {@code f16}
     * @param bytes length of its data
     */
    public record Row(String name, List<Long> shape, String type, long bytes) {

        /** Copies the list. */
        public Row {
            shape = List.copyOf(shape);
        }

        static Row of(Tensor tensor) {
            return new Row(tensor.name(), tensor.shape(), tensor.type(), tensor.bytes());
        }
    }
}
