package org.whisperbench.platform.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folders that must be writable, or should be. */
final class FolderFindings {

    private FolderFindings() {}

    static List<Finding> of(Optional<Path> scratch, List<Path> hotFolders, Path hub) {
        List<Finding> findings = new ArrayList<>();
        scratch.filter(folder -> !isWritable(folder))
                .ifPresent(folder -> findings.add(Finding.broken(
                        "folder '" + folder + "'",
                        "sound cannot be converted there: it is not writable",
                        "make it writable, or set XDG_CACHE_HOME to a folder that is")));
        for (Path folder : hotFolders) {
            if (!isWritable(folder)) {
                findings.add(Finding.note("folder '" + folder + "'", "not writable: backends cannot be added there"));
            }
        }
        if (!isWritable(hub)) {
            findings.add(Finding.warning(
                    "folder '" + hub + "'",
                    "models cannot be downloaded: it is not writable",
                    "make it writable, or set HF_HUB_CACHE to a folder that is"));
        }
        return findings;
    }

    /** A folder that is not there yet is as good as the nearest one above it. */
    static boolean isWritable(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there != null && Files.isDirectory(there) && Files.isWritable(there);
    }
}
