package org.whisperbench.platform.provision;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What setting an environment up would do.
 *
 * @param backend id of the backend
 * @param environment absolute path of the environment
 * @param lock absolute path of the file that locks versions and hashes
 * @param locked whether that file is there and is used
 * @param requirements what the bundle asks for, one package a line
 * @param steps what is run, in this order
 */
public record SetupPlan(
        String backend, Path environment, Path lock, boolean locked, List<String> requirements, List<Step> steps) {

    /** Copies the lists. */
    public SetupPlan {
        requirements = List.copyOf(requirements);
        steps = List.copyOf(steps);
    }

    /**
     * A command.
     *
     * @param purpose what it is for, lower case
     * @param command program and arguments
     * @param variables what is added to its environment; names and passwords in addresses are masked
     */
    public record Step(String purpose, List<String> command, Map<String, String> variables) {

        /** Copies the collections. */
        public Step {
            command = List.copyOf(command);
            variables = Map.copyOf(variables);
        }

        /**
         * A command in the environment as it is.
         *
         * @param purpose what it is for, lower case
         * @param command program and arguments
         */
        public Step(String purpose, List<String> command) {
            this(purpose, command, Map.of());
        }

        /**
         * Returns the command as a shell wants it, after its variables. A masked password is to be filled in.
         *
         * @return one line
         */
        public String line() {
            return Stream.concat(
                            variables.entrySet().stream().map(v -> v.getKey() + "=" + quoted(v.getValue())),
                            command.stream().map(Step::quoted))
                    .collect(Collectors.joining(" "));
        }

        private static String quoted(String word) {
            return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
        }
    }
}
