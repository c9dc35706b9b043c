package org.whisperbench.platform.store;

import java.nio.file.Path;

/**
 * A file that another program keeps.
 *
 * @param program who
 * @param path the file
 */
public record OtherFile(OtherFolder.Program program, Path path) {}
