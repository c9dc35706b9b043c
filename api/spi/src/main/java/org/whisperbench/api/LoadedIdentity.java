package org.whisperbench.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What really was loaded, as the engine tells it: never a copy of what was asked for.
 *
 * <p>Backends make it with the builder: the constructor changes when a component is added.
 *
 * @param model name of the model, as its descriptor has it
 * @param engine the library, such as {@code ONNX Runtime}
 * @param engineVersion the version that the loaded library reports
 * @param device what computes, such as {@code cpu}
 * @param precision number format in force, such as {@code int8}
 * @param files absolute paths of the files that were opened
 * @param effective further options that were in force, by name
 */
public record LoadedIdentity(
        String model,
        String engine,
        String engineVersion,
        String device,
        String precision,
        List<Path> files,
        Map<String, String> effective) {

    /** Copies the collections. */
    public LoadedIdentity {
        Text.requireText(model, "model");
        files = List.copyOf(files);
        effective = Map.copyOf(effective);
    }

    /**
     * Starts an identity.
     *
     * @param model name of the model
     * @return a builder whose other values are {@code unknown}
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** Collects the values; a component that is added later has a default here, so that old backends keep working. */
    public static final class Builder {
        private final String model;
        private String engine = "unknown";
        private String engineVersion = "unknown";
        private String device = "unknown";
        private String precision = "unknown";
        private List<Path> files = List.of();
        private Map<String, String> effective = Map.of();

        private Builder(String model) {
            this.model = model;
        }

        /**
         * Sets the library and the version that it reports.
         *
         * @param name its name
         * @param version its version
         * @return this
         */
        public Builder engine(String name, String version) {
            engine = name;
            engineVersion = version;
            return this;
        }

        /**
         * Sets what computes.
         *
         * @param value such as {@code cpu}
         * @return this
         */
        public Builder device(String value) {
            device = value;
            return this;
        }

        /**
         * Sets the number format in force.
         *
         * @param value such as {@code fp16}
         * @return this
         */
        public Builder precision(String value) {
            precision = value;
            return this;
        }

        /**
         * Sets the files that were opened.
         *
         * @param value absolute paths
         * @return this
         */
        public Builder files(List<Path> value) {
            files = List.copyOf(value);
            return this;
        }

        /**
         * Sets further options that were in force.
         *
         * @param value values by the options' names
         * @return this
         */
        public Builder effective(Map<String, String> value) {
            effective = Map.copyOf(value);
            return this;
        }

        /**
         * Builds the identity.
         *
         * @return the identity
         */
        public LoadedIdentity build() {
            return new LoadedIdentity(model, engine, engineVersion, device, precision, files, effective);
        }
    }
}
