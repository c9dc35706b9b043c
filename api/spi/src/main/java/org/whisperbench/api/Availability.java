package org.whisperbench.api;

/** Whether an engine can run on this machine. */
public sealed interface Availability {

    /**
     * Returns whether the engine can run.
     *
     * @return true for {@link Available}
     */
    boolean isAvailable();

    /**
     * The engine can run.
     *
     * @param engineVersion the version of the engine, or {@code unknown}
     */
    record Available(String engineVersion) implements Availability {

        /** Validates the version. */
        public Available {
            Text.requireText(engineVersion, "engine version");
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }

    /**
     * The engine cannot run.
     *
     * @param reason what is missing, on what
     * @param remedy what to do about it
     */
    record Unavailable(String reason, String remedy) implements Availability {

        /** Validates both texts. */
        public Unavailable {
            Text.requireText(reason, "reason");
            Text.requireText(remedy, "remedy");
        }

        @Override
        public boolean isAvailable() {
            return false;
        }
    }
}
