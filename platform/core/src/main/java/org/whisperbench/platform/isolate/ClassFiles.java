package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Knows where classes are on disk, so that another process can load them. */
interface ClassFiles extends AutoCloseable {

    /**
     * Returns the class path that a class came from: jars and folders, absolute.
     *
     * @throws IOException if it is not on disk and cannot be put there
     * @throws org.whisperbench.api.BackendException if the class needs what another process does not have
     */
    List<Path> of(Class<?> type) throws IOException;

    /** Looks after what was put on disk no longer. */
    @Override
    void close();
}
