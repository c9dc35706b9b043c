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
        return new Console(stream(FileDescriptor.out, "stdout"), stream(FileDescriptor.err, "stderr"));
    }

    private static PrintStream stream(FileDescriptor descriptor, String name) {
        String encoding = System.getProperty(
                "sun." + name + ".encoding", Charset.defaultCharset().name());
        return new PrintStream(
                new FileOutputStream(descriptor),
                true,
                Charset.forName(System.getProperty(name + ".encoding", encoding)));
    }
}
