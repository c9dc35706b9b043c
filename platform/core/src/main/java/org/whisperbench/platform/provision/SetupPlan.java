package org.whisperbench.platform.provision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param work absolute path of the folder for what is only needed meanwhile
 * @param problem why none of it can be run here, or empty
 */
public record SetupPlan(
        String backend,
        Path environment,
        Path lock,
        boolean locked,
        List<String> requirements,
        List<Step> steps,
        Path work,
        String problem) {

    /** Copies the lists. */
    public SetupPlan {
        requirements = List.copyOf(requirements);
        steps = List.copyOf(steps);
    }

    /**
     * Returns what a shell can run from beginning to end, with what the platform does itself: the file of requirements is
     * written first, and the lock is kept last.
     *
     * @return the steps, and theirs
     */
    public List<Step> script() {
        if (locked) {
            return steps;
        }
        List<Step> script = new ArrayList<>();
        script.add(new Step("write down what it asks for", List.of("mkdir", "-p", work.toString(), folderOfLocks())));
        List<String> print = new ArrayList<>(List.of("printf", "%s\\n"));
        requirements.stream().filter(line -> !line.startsWith("#")).forEach(print::add);
        script.add(
                new Step("", print, Map.of(), work.resolve("requirements.txt").toString()));
        script.addAll(steps);
        script.add(
                new Step("keep the lock", List.of("mv", work.resolve("lock.txt").toString(), lock.toString())));
        script.add(new Step("", List.of("rm", "-r", work.toString())));
        return script;
    }

    private String folderOfLocks() {
        return String.valueOf(lock.getParent());
    }

    /**
     * A command.
     *
     * @param purpose what it is for, lower case; empty for what belongs to the one before
     * @param command program and arguments
     * @param variables what is added to its environment; names and passwords in addresses are masked
     * @param into path of the file that gets its output, or empty
     */
    public record Step(String purpose, List<String> command, Map<String, String> variables, String into) {

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
         * A command whose output is shown.
         *
         * @param purpose what it is for, lower case
         * @param command program and arguments
         * @param variables what is added to its environment
         */
        public Step(String purpose, List<String> command, Map<String, String> variables) {
            this(purpose, command, variables, "");
        }

        /**
         * Returns the command as a shell wants it, after its variables. A masked password is to be filled in.
         *
         * @return one line
         */
        public String line() {
            Stream<String> set = new TreeMap<>(variables)
                    .entrySet().stream()
                            .map(v -> v.getKey() + "=" + (v.getValue().isEmpty() ? "" : quoted(v.getValue())));
            return Stream.of(set, command.stream().map(Step::quoted), end())
                    .flatMap(words -> words)
                    .collect(Collectors.joining(" "));
        }

        private Stream<String> end() {
            return into.isEmpty() ? Stream.empty() : Stream.of(">", quoted(into));
        }

        private static String quoted(String word) {
            return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
        }
    }
}
