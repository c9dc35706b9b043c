package org.whisperbench.platform.download;

/**
 * A file of a web server.
 *
 * @param address how it is named for people
 * @param name its last name
 * @param sha256 its hash in hexadecimal; empty if nobody published one
 * @param source where its bytes come from
 */
record WebFile(String address, String name, String sha256, FileSource source) {

    boolean isHashKnown() {
        return !sha256.isEmpty();
    }
}
