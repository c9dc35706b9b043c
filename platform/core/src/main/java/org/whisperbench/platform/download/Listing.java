package org.whisperbench.platform.download;

import org.whisperbench.platform.store.hub.Tree;

/**
 * What a revision is at the hub.
 *
 * @param commit 40 hexadecimal digits
 * @param tree all its files
 */
record Listing(String commit, Tree tree) {}
