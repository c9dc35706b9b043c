package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that several servers have. They are asked in turn; one whose content turned out to be of no use is not asked again. */
final class MirroredFile implements FileSource {

    private static final Logger LOG = LoggerFactory.getLogger(MirroredFile.class);

    private final Http http;
    private final List<URI> places;
    private final AtomicInteger first = new AtomicInteger();

    /**
     * Names the file.
     *
     * @param http asks servers
     * @param places its address at each server, at least one
     */
    MirroredFile(Http http, List<URI> places) {
        this.http = http;
        this.places = List.copyOf(places);
    }

    @Override
    public Reply open(String range) throws IOException {
        int last = places.size() - 1;
        for (URI place : places.subList(first.get(), last)) {
            try {
                return http.get(place, range);
            } catch (IOException e) {
                LOG.info("'{}' did not help: {}", place, http.reason(e));
            }
        }
        return http.get(places.get(last), range);
    }

    @Override
    public boolean next() {
        int used = first.get();
        if (used + 1 >= places.size()) {
            return false;
        }
        LOG.warn("what '{}' sends is of no use; '{}' is asked", places.get(used), places.get(used + 1));
        first.set(used + 1);
        return true;
    }
}
