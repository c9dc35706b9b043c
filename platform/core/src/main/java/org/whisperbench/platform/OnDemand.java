package org.whisperbench.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A service that is made once, for the first bundle that asks; all others get the same. */
final class OnDemand<T> implements ServiceFactory<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    OnDemand(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T getService(Bundle bundle, ServiceRegistration<T> registration) {
        T service = made == null ? maker.get() : made;
        made = service;
        return service;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<T> registration, T service) {
        // The next to ask gets the same.
    }
}
