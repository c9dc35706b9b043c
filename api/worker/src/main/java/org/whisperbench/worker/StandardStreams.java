package org.whisperbench.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The standard streams of a worker's process, kept for frames alone.
 *
 * @param in what the host sends
 * @param out what the host reads
 */
record StandardStreams(InputStream in, OutputStream out) {

    /** Takes the streams; what other code prints goes to standard error from now on, and what it reads is empty. */
    static StandardStreams claim() {
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        return new StandardStreams(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }
}
