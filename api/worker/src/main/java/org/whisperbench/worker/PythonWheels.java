package org.whisperbench.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an engine's packages are published for. Linux is never refused by its name, and neither is a system or a processor
 * that is not in the table: whether there is something for it is the index's to say.
 *
 * @param library what is not published everywhere, such as MLX
 * @param machines those that it is published for, beside Linux
 * @param oldest the oldest Python 3 that all packages run on, such as 10
 * @param newest the newest Python 3 that they are published for, or {@link #OPEN}
 */
public record PythonWheels(String library, Set<Machine> machines, int oldest, int newest) {

    /** No newest Python is known to be too new. */
    public static final int OPEN = Integer.MAX_VALUE;

    private static final int OLDEST = 10;

    /** Copies the set. */
    public PythonWheels {
        machines = Set.copyOf(machines);
    }

    /** A kind of machine that packages of Python are published for. */
    public enum Machine {
        /** macOS on Apple silicon. */
        MAC_ARM("Macs with Apple silicon"),
        /** macOS on a processor by Intel. */
        MAC_INTEL("Macs with Intel processors"),
        /** Windows on a processor by Intel or AMD. */
        WINDOWS_X64("Windows on x86-64"),
        /** Windows on a processor by ARM. */
        WINDOWS_ARM("Windows on ARM");

        private final String words;

        Machine(String words) {
            this.words = words;
        }

        /** Knows the names of Java's {@code os.name} and {@code os.arch}, and those of Python. */
        static Optional<Machine> of(String system, String processor) {
            String name = system.toLowerCase(Locale.ROOT);
            boolean mac = name.startsWith("mac") || name.startsWith("darwin");
            if (!mac && !name.startsWith("win")) {
                return Optional.empty();
            }
            return switch (processor.toLowerCase(Locale.ROOT)) {
                case "aarch64", "arm64" -> Optional.of(mac ? MAC_ARM : WINDOWS_ARM);
                case "amd64", "x86_64", "x64" -> Optional.of(mac ? MAC_INTEL : WINDOWS_X64);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Packages that are published for every machine.
     *
     * @return those, for Python 3.10 and later
     */
    public static PythonWheels everywhere() {
        return new PythonWheels("", Set.of(Machine.values()), OLDEST, OPEN);
    }

    /**
     * Packages of which one is not.
     *
     * @param library the one that is not
     * @param machines those that it is published for, beside Linux
     * @return those, for Python 3.10 and later
     */
    public static PythonWheels of(String library, Machine... machines) {
        return new PythonWheels(library, Set.of(machines), OLDEST, OPEN);
    }

    /**
     * Returns the same for other releases of Python.
     *
     * @param first the oldest Python 3
     * @param last the newest one, or {@link #OPEN}
     * @return the same packages
     */
    public PythonWheels python(int first, int last) {
        return new PythonWheels(library, machines, first, last);
    }

    /**
     * Says why they cannot be installed on a machine.
     *
     * @param system the name of its operating system, as Java or Python tells it
     * @param processor that of its processor
     * @return the reason, or empty if nothing is known against it
     */
    public Optional<String> refusal(String system, String processor) {
        return Machine.of(system, processor)
                .filter(machine -> !machines.contains(machine))
                .map(machine -> "%s is published for %s only; this is %s on %s"
                        .formatted(library, places(), system, processor));
    }

    private String places() {
        List<String> words = new ArrayList<>();
        new TreeSet<>(machines).forEach(machine -> words.add(machine.words));
        return (words.isEmpty() ? "" : String.join(", ", words) + " and ") + "Linux";
    }

    /**
     * Tells whether they run on a Python.
     *
     * @param major 3, for Python 3.11
     * @param minor 11, for Python 3.11
     * @return whether nothing is known against it
     */
    public boolean runOn(int major, int minor) {
        return major == 3 && minor >= oldest && minor <= newest;
    }

    /**
     * Returns the releases of Python that they run on.
     *
     * @return such as {@code 3.10 or later}
     */
    public String pythons() {
        return newest == OPEN ? "3." + oldest + " or later" : "3." + oldest + " to 3." + newest;
    }
}
