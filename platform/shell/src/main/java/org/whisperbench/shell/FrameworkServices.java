package org.whisperbench.shell;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Takes services from the framework and gives them back after the call. */
final class FrameworkServices implements PlatformServices {

    private final BundleContext context;

    FrameworkServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public <T, R> R use(Class<T> type, Use<T, R> use) throws InterruptedException {
        ServiceReference<T> reference = context.getServiceReference(type);
        T service = reference == null ? null : context.getService(reference);
        if (reference == null || service == null) {
            throw new WhisperException(
                    ErrorKind.INTERNAL,
                    "the service '%s' is not running; see the log for what stopped the platform"
                            .formatted(type.getSimpleName()));
        }
        try {
            return use.with(service);
        } finally {
            context.ungetService(reference);
        }
    }

    @Override
    public String setting(String key) {
        String value = context.getProperty(key);
        return value == null ? "" : value;
    }
}
