package org.whisperbench.platform.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of one file. */
public enum FileStatus {
    /** There is a text, which may be empty. */
    HEARD,
    /** The engine failed on it. */
    FAILED,
    /** The engine's process ended while it worked on it. */
    CRASHED,
    /** The engine took too long for it and was ended. */
    TIMED_OUT,
    /** It was not its turn before the measurement ended. */
    NOT_HEARD;

    /**
     * Returns the status as reports write it.
     *
     * @return such as {@code timed out}
     */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
