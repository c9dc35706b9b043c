package org.whisperbench.testkit;

/** What may go wrong with an answer of {@link FakeHub}. */
public enum HubFault {
    /** The questions about repositories are answered with 503. */
    API_BUSY(true),
    /** The questions about repositories are answered with 429 and how long to wait. */
    API_LIMITED(true),
    /** The questions about repositories are answered with a login page. */
    API_WEB_PAGE(true),
    /** 503. */
    BUSY(false),
    /** 429 and how long to wait. */
    LIMITED(false),
    /** Half of the body, then the connection ends. */
    CUT(false),
    /** The first part of the body, by default half of it, then nothing until {@link FakeHub#release()}. */
    HOLD(false),
    /** The first part of the body, then single bytes, slowly, until {@link FakeHub#release()}. */
    TRICKLE(false),
    /** One bit of the body is another. */
    CORRUPT(false),
    /** The whole body with 200 although a part was asked for. */
    WHOLE(false),
    /** 416. */
    UNSATISFIABLE(false),
    /** Another part than was asked for. */
    OTHER_PART(false),
    /** One byte more than there is, and a length that says so. */
    LONGER(false),
    /** A login page with 200. */
    WEB_PAGE(false),
    /** The body compressed with gzip, though nobody asked for that. */
    COMPRESSED(false),
    /** The signed address is too old: 403. */
    EXPIRED(false),
    /** A redirect to itself. */
    LOOP(false);

    private final boolean api;

    HubFault(boolean api) {
        this.api = api;
    }

    boolean isApi() {
        return api;
    }
}
