package org.whisperbench.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Leads {@code java.util.logging} into SLF4J. That logging makes one of these when it is first used, which most runs never
 * do, and setting it up takes longer than many of them.
 */
public final class JulToSlf4j {

    private static final String CONFIGURATION = "java.util.logging.config.class";
    private static final String SETTINGS = "handlers = " + SLF4JBridgeHandler.class.getName() + "\n.level = INFO\n";

    /**
     * Called by the log manager, in place of reading a file.
     *
     * @throws IOException never, since nothing is read from outside
     */
    public JulToSlf4j() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Must come before anybody logs that way. */
    static void whenUsed() {
        System.setProperty(CONFIGURATION, JulToSlf4j.class.getName());
    }
}
