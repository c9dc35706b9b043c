package org.whisperbench.platform.download;

import java.time.Duration;

/**
 * Tells no secrets.
 *
 * @param listener told the rest
 * @param secrets taken out of what servers say
 */
record DiscreetListener(DownloadListener listener, Secrets secrets) implements DownloadListener {

    @Override
    public void planned(String model, int files, long bytes) {
        listener.planned(model, files, bytes);
    }

    @Override
    public void advanced(String file, long doneBytes, long totalBytes) {
        listener.advanced(file, doneBytes, totalBytes);
    }

    @Override
    public void retrying(String what, String reason, Duration wait) {
        listener.retrying(what, secrets.hiddenIn(reason), wait);
    }
}
