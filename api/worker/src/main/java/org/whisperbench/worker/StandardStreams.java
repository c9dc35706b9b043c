package org.whisperbench.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The standard streams of a worker's process, kept for frames alone.
 *
 * @param in what the host sends
 * @param out what the host reads
 * @param log standard error
 */
record StandardStreams(InputStream in, OutputStream out, PrintStream log) {

    /** Takes the streams; what other code prints goes to standard error from now on, and what it reads is empty. */
    static StandardStreams claim() {
        PrintStream log = System.err;
        System.setOut(log);
        System.setIn(InputStream.nullInputStream());
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), log);
    }

    /** Marks the log: what was written before belongs to a call that has failed, see {@link LogTail}. */
    void mark(long id) {
        log.flush();
        log.print(LogTail.MARK + Long.toString(id) + "\n");
        log.flush();
    }
}
