package org.whisperbench.platform.audio;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Watches both streams of this process while it is open: what is printed comes out as before, and of it the lines are kept that
 * only a reader of the sources could understand.
 */
final class WatchedScreen implements AutoCloseable {

    private static final Pattern INSIDES = Pattern.compile("\tat .*|.*Exception in thread.*");

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final List<String> insides = new CopyOnWriteArrayList<>();

    WatchedScreen() {
        // Its handler keeps the stream that it finds when it is made; the host leads that log elsewhere.
        Logger.getLogger("").getHandlers();
        System.setOut(watched(out));
        System.setErr(watched(err));
    }

    /** The lines of traces that were printed. */
    List<String> insides() {
        return insides;
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }

    private PrintStream watched(PrintStream stream) {
        return new PrintStream(new Lines(stream), true, StandardCharsets.UTF_8);
    }

    private final class Lines extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final PrintStream passedOn;

        Lines(PrintStream passedOn) {
            this.passedOn = passedOn;
        }

        @Override
        public void write(int value) {
            if (value != '\n') {
                line.write(value);
                return;
            }
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (INSIDES.matcher(text.stripTrailing()).matches()) {
                insides.add(text);
            }
            passedOn.println(text);
        }
    }
}
