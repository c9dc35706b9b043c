package org.whisperbench.api;

import java.net.URI;

/**
 * Who a backend is.
 *
 * <p>Backends make it with the builder: the constructor changes when a component is added.
 *
 * @param id short name that users type: lower-case letters, digits and dashes, such as {@code mlx-whisper}
 * @param displayName name for people
 * @param engine the library that does the work, such as {@code ONNX Runtime}
 * @param homePage where to read about the engine
 * @param licence SPDX identifier of the engine's licence, or {@code unknown}
 * @param nativeCode whether {@link WhisperBackend#load} brings native code into the process that calls it
 * @param control whether this is no engine but a known quantity to measure against; such a backend is never ranked
 */
public record BackendInfo(
        String id,
        String displayName,
        String engine,
        URI homePage,
        String licence,
        boolean nativeCode,
        boolean control) {

    /** Validates the id. */
    public BackendInfo {
        Text.require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "backend id '%s' is not of lower-case words and dashes", id);
        Text.requireText(displayName, "display name");
        Text.requireText(engine, "engine");
        Text.requireText(licence, "licence");
    }

    /**
     * Starts a description.
     *
     * @param id see {@link BackendInfo}
     * @return a builder whose other values have defaults
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** Collects the values; a component that is added later has a default here, so that old backends keep working. */
    public static final class Builder {
        private final String id;
        private String displayName;
        private String engine = "unknown";
        private URI homePage = URI.create("");
        private String licence = "unknown";
        private boolean nativeCode;
        private boolean control;

        private Builder(String id) {
            this.id = id;
            this.displayName = id;
        }

        /**
         * Sets the name for people; default: the id.
         *
         * @param value the name
         * @return this
         */
        public Builder displayName(String value) {
            displayName = value;
            return this;
        }

        /**
         * Sets the library that does the work.
         *
         * @param value its name
         * @return this
         */
        public Builder engine(String value) {
            engine = value;
            return this;
        }

        /**
         * Sets where to read about the engine.
         *
         * @param value an absolute address
         * @return this
         */
        public Builder homePage(URI value) {
            homePage = value;
            return this;
        }

        /**
         * Sets the engine's licence.
         *
         * @param spdx its SPDX identifier
         * @return this
         */
        public Builder licence(String spdx) {
            licence = spdx;
            return this;
        }

        /**
         * Says whether loading brings native code into the process; default: no.
         *
         * @param value whether it does
         * @return this
         */
        public Builder nativeCode(boolean value) {
            nativeCode = value;
            return this;
        }

        /**
         * Marks a backend that is a known quantity, not an engine; default: no.
         *
         * @param value whether it is
         * @return this
         */
        public Builder control(boolean value) {
            control = value;
            return this;
        }

        /**
         * Builds the description.
         *
         * @return the description
         * @throws IllegalArgumentException if a value is malformed
         */
        public BackendInfo build() {
            return new BackendInfo(id, displayName, engine, homePage, licence, nativeCode, control);
        }
    }
}
