package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;

/** Main class of the jar: prints the conditions and hands over to JMH. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs the benchmarks that the arguments select.
     *
     * @param args those of {@code org.openjdk.jmh.Main}
     * @throws IOException if JMH cannot write
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = StandardOutput.open();
        Conditions.now().lines().forEach(out::println);
        out.println();
        org.openjdk.jmh.Main.main(args);
        out.println();
        out.println(Conditions.loadLine());
    }
}
