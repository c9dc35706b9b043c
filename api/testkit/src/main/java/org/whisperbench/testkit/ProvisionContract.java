package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;

/** What setup installs for backends in Python, on which machines and into which Pythons: pinned where a source names a version. */
public abstract class ProvisionContract {

    private static final List<String> OTHERS =
            List.of("Mac OS X aarch64", "Mac OS X x86_64", "Windows 11 amd64", "Windows 11 aarch64");
    private static final List<String> LINUX = List.of("amd64", "aarch64", "riscv64");

    /** Prepares nothing. */
    protected ProvisionContract() {}

    /**
     * What has to be so.
     *
     * @param backend the backend
     * @param machines systems and processors beside Linux that packages are published for, such as {@code Mac OS X aarch64}
     * @param pythons versions of Python, as the engine says them
     * @param requirements what is installed, without comments and conditions, separated by blanks
     */
    public record Provision(PythonBackend backend, Set<String> machines, String pythons, String requirements) {

        PythonEngine engine() {
            return backend.engine();
        }

        @Override
        public String toString() {
            return engine().backend();
        }
    }

    /**
     * Names what has to be so.
     *
     * @return of each backend of the bundle
     */
    protected abstract List<Provision> provisions();

    /** Where nothing is published, nothing is set up; on Linux nobody is refused by the machine's name. */
    @Test
    void onlyMachinesThatPackagesArePublishedForAreSetUp() {
        for (Provision provision : provisions()) {
            Set<String> taken = new TreeSet<>(OTHERS);
            taken.removeIf(machine -> isRefused(provision, machine));
            assertEquals(new TreeSet<>(provision.machines()), taken, provision::toString);
            assertEquals(
                    List.of(),
                    LINUX.stream()
                            .filter(processor -> isRefused(provision, "Linux " + processor))
                            .toList(),
                    provision::toString);
        }
    }

    private static boolean isRefused(Provision provision, String machine) {
        int blank = machine.lastIndexOf(' ');
        return provision
                .engine()
                .wheels()
                .refusal(machine.substring(0, blank), machine.substring(blank + 1))
                .isPresent();
    }

    /** A version that a source names is pinned, and so is the range of Pythons. */
    @Test
    void versionsArePinnedAndSoIsTheRangeOfPython() {
        for (Provision provision : provisions()) {
            assertEquals(provision.pythons(), provision.engine().wheels().pythons(), provision::toString);
            assertEquals(
                    provision.requirements(),
                    String.join(
                            " ",
                            provision
                                    .engine()
                                    .requirements()
                                    .lines()
                                    .filter(line -> !line.startsWith("#"))
                                    .map(line -> line.split(";", 2)[0])
                                    .toList()),
                    provision::toString);
        }
    }
}
