package org.whisperbench.platform.bench;

/**
 * What is known of one file where its model has no numbers: the texts of a measurement that broke off are kept, its times are
 * not.
 *
 * @param file as it was named
 * @param status what became of it, when it was last tried
 * @param text what was heard; empty unless it was
 * @param problem why there is no text; empty if there is one, or if it was not tried
 */
public record FileResult(String file, FileStatus status, String text, String problem) {}
