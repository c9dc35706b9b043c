package org.whisperbench.platform.store;

import java.nio.file.Path;

/**
 * A model that another program keeps, and what a look at it showed.
 *
 * @param program who
 * @param path its file or folder
 * @param examination by what the program or the publisher wrote down; a file of which nobody did is unverified
 */
public record OtherModel(OtherFolder.Program program, Path path, Examination examination) {}
