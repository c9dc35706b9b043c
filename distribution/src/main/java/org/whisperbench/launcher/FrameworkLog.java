package org.whisperbench.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Takes the framework's log away from standard output. */
final class FrameworkLog extends Logger {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.apache.felix.framework");

    /** Called for every event that passes the level of the framework's configuration. */
    @Override
    protected void doLog(int level, String message, @Nullable Throwable failure) {
        switch (level) {
            case LOG_ERROR -> LOG.error(message, failure);
            case LOG_WARNING -> LOG.info(message, failure);
            default -> LOG.debug(message, failure);
        }
    }
}
