package org.whisperbench.shell;

import picocli.CommandLine.Option;

/** How the result is to be written. */
final class OutputFlags {

    @Option(names = "--json", description = "write one JSON document instead of text")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    boolean json() {
        return json;
    }
}
