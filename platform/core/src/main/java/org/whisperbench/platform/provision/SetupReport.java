package org.whisperbench.platform.provision;

import java.util.List;

/**
 * What was set up.
 *
 * @param backend id of the backend
 * @param environment absolute path of the environment
 * @param lock absolute path of the file that locks versions and hashes
 * @param packages what is installed, as {@code NAME==VERSION}, in the order of the lock
 * @param engineVersion the engine's version, as the backend finds it now
 * @param seconds how long it took
 */
public record SetupReport(
        String backend, String environment, String lock, List<String> packages, String engineVersion, double seconds) {

    /** Copies the list. */
    public SetupReport {
        packages = List.copyOf(packages);
    }
}
