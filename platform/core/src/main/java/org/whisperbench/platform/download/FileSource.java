package org.whisperbench.platform.download;

import java.io.IOException;

/** Where the bytes of a file come from. */
@FunctionalInterface
interface FileSource {

    /**
     * Asks for a part of the file.
     *
     * @param range value of the header {@code Range}, or an empty text for everything
     * @return the answer
     * @throws IOException if there is none
     */
    Reply open(String range) throws IOException;

    /**
     * Goes on to the next server for good, since what the one in use sends is of no use.
     *
     * @return false if there is no other
     */
    default boolean next() {
        return false;
    }
}
