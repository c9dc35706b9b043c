package org.whisperbench.platform.download;

import java.util.concurrent.ExecutorService;

/**
 * What all files of a model share while they are fetched.
 *
 * @param connections how many for one large file
 * @param backoff tries again
 * @param deadline when it is to be over
 * @param limit how fast it may be
 * @param listener told how far it is
 * @param threads for connections and hashes
 * @param patience how long a connection may bring hardly anything
 */
record FetchContext(
        int connections,
        Backoff backoff,
        Deadline deadline,
        SpeedLimit limit,
        DownloadListener listener,
        ExecutorService threads,
        Patience patience) {

    /** Watches over one answer of a server. */
    FlowWatch watch() {
        long least = limit.share(patience.leastBytes(), patience.window());
        return new FlowWatch(patience.window(), least, System::nanoTime);
    }
}
