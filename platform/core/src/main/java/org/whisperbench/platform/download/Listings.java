package org.whisperbench.platform.download;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What hubs answered, or failed to, in one call: nothing is asked twice. */
final class Listings {

    /** Asks. */
    @FunctionalInterface
    interface Question {
        Listing ask() throws IOException, InterruptedException;
    }

    private final Map<String, Listing> answers = new HashMap<>();
    private final Map<String, IOException> failures = new HashMap<>();
    private boolean hubReached = true;

    /** Whether the hub is worth being asked where mirrors are named: false once it could not be reached. */
    synchronized boolean isHubReached() {
        return hubReached;
    }

    synchronized void hubIsNotReached() {
        hubReached = false;
    }

    synchronized Listing get(String repositoryAndRevision, Question question) throws IOException, InterruptedException {
        Listing known = answers.get(repositoryAndRevision);
        if (known != null) {
            return known;
        }
        IOException failed = failures.get(repositoryAndRevision);
        if (failed != null) {
            throw failed;
        }
        try {
            Listing answer = question.ask();
            answers.put(repositoryAndRevision, answer);
            return answer;
        } catch (IOException e) {
            failures.put(repositoryAndRevision, e);
            throw e;
        }
    }
}
