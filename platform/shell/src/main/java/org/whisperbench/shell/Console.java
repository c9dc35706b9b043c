package org.whisperbench.shell;

import java.io.PrintStream;

/**
 * Where a command's words go.
 *
 * @param out results
 * @param err progress and problems
 */
record Console(PrintStream out, PrintStream err) {}
