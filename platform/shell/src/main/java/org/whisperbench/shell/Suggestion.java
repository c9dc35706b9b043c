package org.whisperbench.shell;

/**
 * A word that may come next.
 *
 * @param value the word
 * @param description what it is, in a few words; may be empty
 * @param group the heading under which it is listed
 */
record Suggestion(String value, String description, String group) {}
