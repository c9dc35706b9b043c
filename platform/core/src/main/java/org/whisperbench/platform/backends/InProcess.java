package org.whisperbench.platform.backends;

import java.util.List;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ModelDescriptor;

/**
 * An isolated backend, used without the process between.
 *
 * @param tracked the backend
 */
record InProcess(TrackedBackend tracked) implements RegisteredBackend {

    @Override
    public BackendInfo info() {
        return tracked.info();
    }

    @Override
    public String version() {
        return tracked.version();
    }

    @Override
    public Availability availability() {
        return tracked.availability();
    }

    @Override
    public List<ModelDescriptor> models() {
        return tracked.models();
    }

    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return tracked.describe(repositoryOrPath);
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return tracked.ability(kind);
    }

    @Override
    public boolean isIsolated() {
        return false;
    }

    @Override
    public RegisteredBackend inProcess() {
        return this;
    }

    @Override
    public <T> T call(BackendCall<T> call) throws InterruptedException {
        return tracked.callInProcess(call);
    }
}
