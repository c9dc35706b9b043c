package org.whisperbench.platform;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that Configuration Admin holds under {@value #PID}. Used only where its package is there.
 *
 * @param changed told the settings when they come, change or go
 */
record ManagedSettings(Consumer<Map<String, String>> changed) implements ManagedService {

    static final String PID = "org.whisperbench";

    private static final Logger LOG = LoggerFactory.getLogger(ManagedSettings.class);

    /** What is configured now, so that nothing starts with other settings first. */
    static Map<String, String> now(BundleContext context) {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        Optional<ConfigurationAdmin> admin =
                Optional.ofNullable(reference == null ? null : context.getService(reference));
        if (admin.isEmpty()) {
            return Map.of();
        }
        try {
            Configuration[] found = admin.get().listConfigurations("(" + Constants.SERVICE_PID + "=" + PID + ")");
            return found == null || found.length == 0 ? Map.of() : texts(found[0].getProperties());
        } catch (IOException | InvalidSyntaxException e) {
            LOG.warn("configuration '{}' cannot be read: {}", PID, e.getMessage());
            return Map.of();
        } finally {
            context.ungetService(reference);
        }
    }

    /** Begins to listen; the result ends it. */
    AutoCloseable listen(BundleContext context) {
        return context.registerService(
                ManagedService.class, this, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, PID)))::unregister;
    }

    @Override
    public void updated(@Nullable Dictionary<String, ?> properties) {
        changed.accept(texts(properties));
    }

    private static Map<String, String> texts(@Nullable Dictionary<String, ?> properties) {
        Map<String, String> texts = new HashMap<>();
        if (properties != null) {
            for (String key : Collections.list(properties.keys())) {
                if (key.startsWith("whisperbench.")) {
                    texts.put(key, text(properties.get(key)));
                }
            }
        }
        return Map.copyOf(texts);
    }

    /** Several values are folders in all keys that take more than one, so they are written as such. */
    private static String text(@Nullable Object value) {
        if (value instanceof Object[] values) {
            return text(Arrays.asList(values));
        }
        return value instanceof Collection<?> values
                ? values.stream().map(String::valueOf).collect(Collectors.joining(File.pathSeparator))
                : String.valueOf(value);
    }
}
