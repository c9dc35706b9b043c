package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;

/** What of the libraries' complaints is worth a line. */
final class HostLogTest {

    @Test
    void eachDamagedBlockOfAFileIsNotALineOnTheScreen() {
        LoggerContext context = new LoggerContext();

        new HostLog().configure(context);

        assertFalse(context.getLogger("net.sourceforge.jaad.aac.Decoder").isWarnEnabled());
        assertTrue(context.getLogger("net.sourceforge.jaad.aac.Decoder").isErrorEnabled());
        assertTrue(context.getLogger("org.whisperbench.platform").isWarnEnabled());
    }
}
