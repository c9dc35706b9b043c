package org.whisperbench.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Where a command's words go.
 *
 * @param out results
 * @param err progress and problems
 */
record Console(PrintStream out, PrintStream err) {

    /** The process' own, wherever {@link System} leads what other code prints. */
    static Console ofProcess() {
        Charset charset = Charset.forName(System.getProperty(
                "stdout.encoding",
                System.getProperty(
                        "sun.stdout.encoding", Charset.defaultCharset().name())));
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset));
    }
}
