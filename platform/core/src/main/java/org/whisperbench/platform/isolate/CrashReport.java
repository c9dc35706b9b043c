package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.worker.JavaProgram;

/** What a virtual machine writes when native code crashes it. The newest is kept, for the author of the engine. */
final class CrashReport {

    private static final Logger LOG = LoggerFactory.getLogger(CrashReport.class);
    private static final String KEPT = "last-crash.log";

    private CrashReport() {}

    /** Moves the report of a process's folder out of it, if there is one. */
    static void keep(Path folder) {
        Path report = folder.resolve(JavaProgram.CRASH_REPORT);
        if (!Files.exists(report)) {
            return;
        }
        Path kept = folder.resolveSibling(KEPT);
        try {
            Files.move(report, kept, StandardCopyOption.REPLACE_EXISTING);
            LOG.info("the report of the crash is '{}'", kept);
        } catch (IOException e) {
            LOG.debug("the report of a crash was not kept", e);
        }
    }
}
