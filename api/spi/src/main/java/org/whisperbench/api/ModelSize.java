package org.whisperbench.api;

/** The sizes of Whisper, by which a user may select a model of any backend. */
public enum ModelSize {
    /** 39 million parameters. */
    TINY,
    /** 74 million parameters. */
    BASE,
    /** 244 million parameters. */
    SMALL,
    /** 769 million parameters. */
    MEDIUM,
    /** 1550 million parameters, and the turbo variants of 809 million. */
    LARGE,
    /** None of Whisper's sizes; such a model is selected by name only. */
    OTHER
}
