package org.whisperbench.shell;

import java.util.List;

/**
 * What is protected now, or not any more.
 *
 * @param revisions {@code OWNER/NAME@COMMIT} of each
 * @param pinned whether they are protected
 */
record PinReport(List<String> revisions, boolean pinned) {

    PinReport {
        revisions = List.copyOf(revisions);
    }

    String text() {
        return String.join(
                "\n",
                revisions.stream()
                        .map(r -> r + (pinned ? " is pinned" : " is not pinned any more"))
                        .toList());
    }
}
