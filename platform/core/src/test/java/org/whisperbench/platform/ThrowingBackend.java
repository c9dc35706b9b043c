package org.whisperbench.platform;

/** A backend that cannot be made. */
public final class ThrowingBackend extends GoodBackend {

    /** Fails. */
    public ThrowingBackend() {
        throw new IllegalStateException("no engine here");
    }
}
