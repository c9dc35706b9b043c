package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.whisperbench.worker.BackendContent;

/** Knows where classes are on disk, so that another process can load them. */
interface ClassFiles extends AutoCloseable {

    /**
     * Returns the class path that a class came from: jars and folders, absolute. Whether that is all that the class needs is
     * for its user to know.
     *
     * @throws IOException if it is not on disk and cannot be put there
     */
    List<Path> of(Class<?> type) throws IOException;

    /**
     * Returns the content of a backend, which is all that its classes see besides the Java platform, the api and the
     * worker.
     *
     * @param provider the backend's class
     * @throws IOException if it is not on disk and cannot be put there
     * @throws org.whisperbench.api.BackendException if the backend needs more than that
     */
    BackendContent content(Class<?> provider) throws IOException;

    /** Looks after what was put on disk no longer. */
    @Override
    void close();
}
