package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.hardware.HostFacts;

/**
 * The installation and the machine. What the host does not tell is {@code unknown}.
 *
 * @param version of the distribution
 * @param home folder of the installation
 * @param backendFolders hot folders
 * @param modelFolders folders of bundled models
 * @param cache folder of this process' temporary state
 * @param log log file of this process
 * @param backends addresses of the backends that are there
 * @param hub where models are fetched from, and where the token comes from, never which
 * @param host facts about the machine
 */
@SuppressWarnings("checkstyle:RecordComponentNumber") // one line each: nesting would only change the document
record InfoReport(
        String version,
        String home,
        String backendFolders,
        String modelFolders,
        String cache,
        String log,
        List<String> backends,
        Downloads.Access hub,
        HostFacts host) {}
