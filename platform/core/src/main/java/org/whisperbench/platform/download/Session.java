package org.whisperbench.platform.download;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.whisperbench.platform.store.ModelStore;

/**
 * What all models of one call share.
 *
 * @param settings what the environment and the options say
 * @param options how to download
 * @param http asks servers
 * @param listener told how far it is
 * @param threads for files, connections and hashes
 * @param limit how fast all together may be
 * @param patience how it waits
 * @param known what was found out so far
 */
record Session(
        Settings settings,
        DownloadOptions options,
        Http http,
        DownloadListener listener,
        ExecutorService threads,
        SpeedLimit limit,
        Patience patience,
        Known known)
        implements AutoCloseable {

    /**
     * What was found out so far.
     *
     * @param elsewhere what other programs keep
     * @param listings what hubs answered
     */
    record Known(Elsewhere elsewhere, Listings listings) {}

    static Session open(
            Settings settings,
            DownloadOptions options,
            DownloadListener listener,
            Patience patience,
            ModelStore store) {
        LongSupplier clock = System::nanoTime;
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "whisperbench-download");
            thread.setDaemon(true);
            return thread;
        });
        SpeedLimit limit = new SpeedLimit(options.pace().bytesPerSecond(), clock, patience.waiting());
        return new Session(
                settings,
                options,
                new Http(settings),
                new DiscreetListener(listener, settings.secrets()),
                threads,
                limit,
                patience,
                new Known(new Elsewhere(store), new Listings()));
    }

    /** What the files of one model share: its time begins now. */
    FetchContext context() {
        Deadline deadline = new Deadline(options.pace().timeout(), System::nanoTime);
        Backoff backoff = new Backoff(options.pace().retries(), deadline, patience.waiting(), listener);
        return new FetchContext(options.pace().connections(), backoff, deadline, limit, listener, threads, patience);
    }

    @Override
    public void close() {
        http.abort();
        threads.shutdownNow();
    }
}
