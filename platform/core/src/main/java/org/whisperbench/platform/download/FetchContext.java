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
 */
record FetchContext(
        int connections,
        Backoff backoff,
        Deadline deadline,
        SpeedLimit limit,
        DownloadListener listener,
        ExecutorService threads) {}
