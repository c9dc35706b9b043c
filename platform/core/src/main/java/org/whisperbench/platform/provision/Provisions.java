package org.whisperbench.platform.provision;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.platform.backends.Backends;

/**
 * Environments for engines in Python: with {@code uv} where it is on {@code PATH}, else with {@code venv} and {@code pip}.
 *
 * <p>May be used by several threads and processes at once; of several setups one runs and the others are refused.
 */
@ProviderType
public interface Provisions {

    /**
     * Returns the backends that need an environment.
     *
     * @return their ids
     */
    List<String> backends();

    /**
     * Finds out what setting up would do. Python is asked for its version, and nothing is changed; where Python is not to be
     * had or is the wrong one, the plan says so.
     *
     * @param backend id of a backend
     * @param options how
     * @return the plan
     * @throws org.whisperbench.api.WhisperException if there is no such backend, or it needs no environment
     *     ({@link org.whisperbench.api.ErrorKind#USER})
     * @throws InterruptedException if the thread was interrupted
     */
    SetupPlan plan(String backend, SetupOptions options) throws InterruptedException;

    /**
     * Sets an environment up. Where there is one already, it is replaced when the new one is complete.
     *
     * @param backend id of a backend
     * @param options how
     * @param listener told each step, and what its program says
     * @return what was set up
     * @throws org.whisperbench.api.WhisperException as {@link #plan}, or if Python is one that the engine does not run on, or
     *     a step fails ({@link org.whisperbench.api.ErrorKind#EXTERNAL}); then everything is as it was, and a log is kept
     * @throws InterruptedException if the thread was interrupted; then everything is as it was
     */
    SetupReport setUp(String backend, SetupOptions options, Consumer<String> listener) throws InterruptedException;

    /**
     * Takes an environment away; the file that locks versions stays.
     *
     * @param backend id of a backend
     * @return what was taken away
     * @throws org.whisperbench.api.WhisperException as {@link #plan}, or if the environment is the user's own
     */
    TeardownReport tearDown(String backend);

    /**
     * Returns provisions for backends.
     *
     * @param backends asked anew at every call
     * @param environment variables of this process
     * @return the provisions
     */
    static Provisions over(Backends backends, Map<String, String> environment) {
        return new PythonProvisions(backends, environment);
    }
}
