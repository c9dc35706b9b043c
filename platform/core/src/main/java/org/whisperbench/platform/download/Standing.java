package org.whisperbench.platform.download;

/** What becomes of a file that is there under the name of one that is wanted. */
enum Standing {
    /** It stays if it has the right length. */
    TRUSTED,
    /** It stays if its content is right. */
    HASHED,
    /** It stays only until what is fetched in its place is verified. */
    RENEWED
}
