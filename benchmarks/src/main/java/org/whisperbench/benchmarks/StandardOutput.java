package org.whisperbench.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The stream that figures go to. */
final class StandardOutput {

    private StandardOutput() {}

    /** Returns this process' standard output, in UTF-8 and flushed at each line. */
    static PrintStream open() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
