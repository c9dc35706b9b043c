/**
 * The commands. Each is one class that validates its arguments, calls one service of the platform and returns a report;
 * a renderer per report turns it into text. Two doors lead to them: Gogo functions at the prompt and one service for the
 * command line.
 */
@NullMarked
package org.whisperbench.shell;

import org.jspecify.annotations.NullMarked;
