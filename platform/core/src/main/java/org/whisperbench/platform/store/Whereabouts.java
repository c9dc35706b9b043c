package org.whisperbench.platform.store;

/**
 * The two places in which a model may be. Judged by names and lengths alone.
 *
 * @param hub the hub's cache
 * @param local a folder of its own: one that comes with the installation, is the user's, or belongs to another program
 */
public record Whereabouts(Site hub, Site local) {

    /** How much of a model is in a place. */
    public enum Extent {
        /** Every file, with the length that it should have where that is known. */
        COMPLETE,
        /** Something of it. */
        INCOMPLETE,
        /** Nothing. */
        MISSING,
        /** The model never is in such a place. */
        NOT_APPLICABLE
    }

    /**
     * One place.
     *
     * @param extent how much is there
     * @param folder absolute path of the folder with the model, or an empty text if nothing is there
     */
    public record Site(Extent extent, String folder) {

        static final Site NONE = new Site(Extent.NOT_APPLICABLE, "");
        static final Site MISSING = new Site(Extent.MISSING, "");
    }
}
