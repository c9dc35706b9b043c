package org.whisperbench.platform.check;

import org.whisperbench.platform.store.Whereabouts;

/**
 * What is known of a model beside the result of its check.
 *
 * @param model {@code backend/model}
 * @param places what is in the hub's cache and outside of it
 * @param used folder that the backend is given, or an empty text if there is none
 * @param neededBytes what a download would have to fetch; 0 if nothing, -1 if nobody knows without the network
 * @param checkedEarlier when its files were checked, if the result is one that was kept: an instant in ISO 8601, else an
 *     empty text
 * @param own the words that name it if it is the user's own and has no name that the catalog knows, else an empty text
 */
public record ModelFacts(
        String model, Whereabouts places, String used, long neededBytes, String checkedEarlier, String own) {

    /**
     * Tells whether the result was kept from an earlier check of the same files.
     *
     * @return false if it was found now
     */
    public boolean isKept() {
        return !checkedEarlier.isEmpty();
    }
}
