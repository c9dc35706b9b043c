package org.whisperbench.worker.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of one file.
 *
 * @param file absolute path of the file
 * @param format such as {@code GGML}
 * @param facts what else the file says of itself, by name, such as {@code layers}
 * @param tensors in the order of the file
 * @param aliases further names of tensors: of each the name of the tensor that it means
 */
public record TensorTable(
        Path file, String format, Map<String, Long> facts, List<Tensor> tensors, Map<String, String> aliases) {

    /** Copies the collections. */
    public TensorTable {
        facts = Map.copyOf(facts);
        tensors = List.copyOf(tensors);
        aliases = Map.copyOf(aliases);
    }

    /**
     * Makes a table whose tensors have one name each.
     *
     * @param file absolute path of the file
     * @param format such as {@code GGML}
     * @param facts what else the file says of itself
     * @param tensors in the order of the file
     */
    public TensorTable(Path file, String format, Map<String, Long> facts, List<Tensor> tensors) {
        this(file, format, facts, tensors, Map.of());
    }

    /**
     * Counts the numbers of all tensors.
     *
     * @return how many there are
     */
    public long parameters() {
        return tensors.stream().mapToLong(Tensor::elements).reduce(0, Math::addExact);
    }

    /**
     * Adds up the data of all tensors.
     *
     * @return bytes
     */
    public long bytes() {
        return tensors.stream().mapToLong(Tensor::bytes).reduce(0, Math::addExact);
    }

    /**
     * Finds a tensor.
     *
     * @param name its name
     * @return the tensor, or empty
     */
    public Optional<Tensor> tensor(String name) {
        return tensors.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /**
     * Returns the type that most of the data has: the precision of the file.
     *
     * @return such as {@code f16}, or {@code unknown} of a file without tensors
     */
    public String precision() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        tensors.forEach(t -> bytes.merge(t.type(), t.bytes(), Long::sum));
        return bytes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("unknown");
    }
}
