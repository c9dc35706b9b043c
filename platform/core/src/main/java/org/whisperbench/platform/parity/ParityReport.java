package org.whisperbench.platform.parity;

import java.util.List;
import java.util.Optional;

/**
 * How the features of two engines on the same audio differ, from the input on.
 *
 * @param reference {@code backend/model} of the first side
 * @param other the same of the second side
 * @param audio the file
 * @param tolerance largest relative error, see {@link LayerDifference#relative}, of a layer that agrees
 * @param layers in the order of computing
 * @param firstDiverging name of the first layer that does not agree; empty if all do
 * @param notes what could not be compared
 * @param controls what the same comparison says where the answer is known
 */
public record ParityReport(
        String reference,
        String other,
        String audio,
        double tolerance,
        List<Layer> layers,
        String firstDiverging,
        List<String> notes,
        List<Control> controls) {

    private static final String OUTPUT = "encoder";

    /** Copies the lists. */
    public ParityReport {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
        controls = List.copyOf(controls);
    }

    /**
     * Returns whether both sides agree up to the encoder's output, and the controls show that a disagreement would have been
     * seen.
     *
     * @return true if there is nothing to complain about
     */
    public boolean agrees() {
        return firstDiverging.isEmpty() && reachesOutput() && isTrusted();
    }

    /**
     * Returns whether both sides show the encoder's output.
     *
     * @return false if that of one of them is not known, whatever else agrees
     */
    public boolean reachesOutput() {
        return layers.stream().anyMatch(layer -> layer.name().equals(OUTPUT));
    }

    /**
     * Returns whether the controls came out as they must.
     *
     * @return false if nothing that is said of the layers may be believed
     */
    public boolean isTrusted() {
        return controls.stream().allMatch(Control::asExpected);
    }

    /**
     * A layer.
     *
     * @param name such as {@code features}, {@code hidden_states.0} or {@code encoder}
     * @param reference its numbers on the first side
     * @param other its numbers on the second side
     * @param difference empty if the shapes differ or a number is not finite
     * @param agrees whether both sides give the same, within the tolerance
     */
    public record Layer(
            String name,
            LayerNumbers reference,
            LayerNumbers other,
            Optional<LayerDifference> difference,
            boolean agrees) {}

    /**
     * A comparison whose answer is known.
     *
     * @param name what was compared
     * @param expected name of the layer that must be named; empty for none
     * @param found name of the layer that was named; empty for none
     */
    public record Control(String name, String expected, String found) {

        /**
         * Returns whether the answer is the known one.
         *
         * @return true if it is
         */
        public boolean asExpected() {
            return expected.equals(found);
        }
    }
}
