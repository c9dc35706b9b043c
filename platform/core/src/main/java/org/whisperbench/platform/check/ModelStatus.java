package org.whisperbench.platform.check;

/** The states of a model. */
public enum ModelStatus {
    /** Nothing is on disk. */
    ABSENT,
    /** Some files are missing. */
    INCOMPLETE,
    /** A file is too short. */
    TRUNCATED,
    /** A file has another content than it should. */
    CORRUPT,
    /** A reference of a hub's cache points to nothing. */
    REF_DAMAGED,
    /** All files are there; nobody tried to load them. */
    PRESENT,
    /** The backend loaded it and one inference succeeded. */
    LOADABLE,
    /** The backend could not load it, or the inference failed. */
    LOAD_FAILED,
    /** Loading or the inference took too long; nothing is known about the model. */
    TIMEOUT,
    /** The backend opened other files than the model declares. */
    MISMATCH,
    /** The engine cannot run on this machine, so nothing is known about loading. */
    UNAVAILABLE,
    /** The check itself failed; nothing is known about the model. */
    CHECK_FAILED
}
