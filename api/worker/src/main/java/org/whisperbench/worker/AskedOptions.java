package org.whisperbench.worker;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/** What the user asked of an engine, taken out one by one; what is left over is refused. One thread uses it. */
public final class AskedOptions {

    private final String backend;
    private final Map<String, String> left;

    private AskedOptions(String backend, Map<String, String> left) {
        this.backend = backend;
        this.left = left;
    }

    /**
     * Begins with all that was asked for.
     *
     * @param backend id of the backend, for refusals
     * @param extra values by the options' names
     * @return the options
     */
    public static AskedOptions of(String backend, Map<String, String> extra) {
        return new AskedOptions(backend, new TreeMap<>(extra));
    }

    /**
     * Takes a text.
     *
     * @param name name of the option
     * @param otherwise what stands for nothing
     * @return the value
     */
    public String text(String name, String otherwise) {
        String value = left.remove(name);
        return value == null ? otherwise : value;
    }

    /**
     * Takes one of some words.
     *
     * @param name name of the option
     * @param otherwise what stands for nothing
     * @param allowed the words
     * @return one of them
     * @throws BackendException if it is another one
     */
    public String word(String name, String otherwise, Set<String> allowed) {
        String value = text(name, otherwise);
        if (!allowed.contains(value)) {
            throw refusal("'%s=%s' is none of %s".formatted(name, value, String.join(", ", new TreeSet<>(allowed))));
        }
        return value;
    }

    /**
     * Takes a number.
     *
     * @param name name of the option
     * @param otherwise what stands for nothing
     * @param least the least that is possible
     * @param most the most that is possible
     * @return the number
     * @throws BackendException if it is none, or out of these limits
     */
    public double number(String name, double otherwise, double least, double most) {
        String text = left.remove(name);
        if (text == null) {
            return otherwise;
        }
        double value = text.matches("\\d{1,6}(\\.\\d{1,6})?") ? Double.parseDouble(text) : Double.NaN;
        if (value >= least && value <= most) {
            return value;
        }
        throw refusal("'%s=%s' is not from %s to %s".formatted(name, text, least, most));
    }

    /**
     * Takes a truth.
     *
     * @param name name of the option
     * @return whether it was asked for; false where nothing was
     * @throws BackendException if it is neither true nor false
     */
    public boolean flag(String name) {
        return word(name, "false", Set.of("true", "false")).equals("true");
    }

    /**
     * Refuses what nobody took.
     *
     * @throws BackendException if something is left ({@link ErrorKind#USER})
     */
    public void end() {
        if (!left.isEmpty()) {
            throw refusal("options " + String.join(", ", left.keySet()) + " are not known to it; leave them out");
        }
    }

    private BackendException refusal(String what) {
        return new BackendException(ErrorKind.USER, "backend '" + backend + "': " + what);
    }
}
