package org.whisperbench.api;

/** Whose problem a failure is, so that it can be answered with the right next step. */
public enum ErrorKind {
    /** What was asked for cannot be: an option, a name or a file of the user's. */
    USER,
    /** A model's files are missing or damaged. */
    MISSING_MODEL,
    /** The engine cannot run here. */
    BACKEND_UNAVAILABLE,
    /** Memory, disk or time does not suffice. */
    RESOURCES,
    /** Something outside failed: a file system, a process, a network, an engine. */
    EXTERNAL,
    /** A defect of this software. */
    INTERNAL
}
