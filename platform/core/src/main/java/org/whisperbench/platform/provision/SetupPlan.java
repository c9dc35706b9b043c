package org.whisperbench.platform.provision;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

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
     */
    public record Step(String purpose, List<String> command) {

        /** Copies the list. */
        public Step {
            command = List.copyOf(command);
        }

        /**
         * Returns the command as a shell wants it.
         *
         * @return one line
         */
        public String line() {
            return command.stream().map(Step::quoted).collect(Collectors.joining(" "));
        }

        private static String quoted(String word) {
            return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
        }
    }
}
