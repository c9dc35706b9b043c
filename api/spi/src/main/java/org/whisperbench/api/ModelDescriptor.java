package org.whisperbench.api;

import java.time.Duration;
import java.util.List;

/**
 * One model of one backend: where its files come from and which they are. Checker, downloader and loader use this one
 * description.
 *
 * <p>Backends make it with the builder: the constructor changes when a component is added.
 *
 * @param name name that users type after the backend's id, such as {@code large-v3-turbo}
 * @param family models of one family differ only in format and precision; results are compared only within a family
 * @param size Whisper's size, or {@link ModelSize#OTHER}
 * @param source where the files come from
 * @param files every file that loading opens, at least one
 * @param precision number format of the weights, such as {@code fp32} or {@code int8}
 * @param languages BCP 47 tags of the languages it transcribes; empty if multilingual
 * @param note what a user must know before trusting it, or an empty text
 * @param loadLimit how long loading it may take where nobody says otherwise, compiling for a device included; zero leaves it
 *     to whoever runs the engine
 */
@SuppressWarnings("checkstyle:RecordComponentNumber") // released with eight
public record ModelDescriptor(
        String name,
        String family,
        ModelSize size,
        ModelSource source,
        List<ModelFile> files,
        String precision,
        List<String> languages,
        String note,
        Duration loadLimit) {

    /** Validates the name and copies the lists. */
    public ModelDescriptor {
        Text.require(!name.isBlank() && !name.contains("@"), "model name '%s' is blank or has an @", name);
        Text.requireText(family, "family");
        Text.requireText(precision, "precision");
        files = List.copyOf(files);
        languages = List.copyOf(languages);
        Text.require(!files.isEmpty(), "model '%s' names no files", name);
        Text.require(!loadLimit.isNegative(), "limit %s of loading is negative", loadLimit);
    }

    /**
     * Describes a model without a limit of its own; the constructor of version 1.0.
     *
     * @param name see {@link ModelDescriptor}
     * @param family see {@link ModelDescriptor}
     * @param size see {@link ModelDescriptor}
     * @param source see {@link ModelDescriptor}
     * @param files see {@link ModelDescriptor}
     * @param precision see {@link ModelDescriptor}
     * @param languages see {@link ModelDescriptor}
     * @param note see {@link ModelDescriptor}
     */
    @SuppressWarnings("checkstyle:ParameterNumber") // released so
    public ModelDescriptor(
            String name,
            String family,
            ModelSize size,
            ModelSource source,
            List<ModelFile> files,
            String precision,
            List<String> languages,
            String note) {
        this(name, family, size, source, files, precision, languages, note, Duration.ZERO);
    }

    /**
     * Starts a description.
     *
     * @param name see {@link ModelDescriptor}
     * @param source where the files come from
     * @return a builder whose other values have defaults
     */
    public static Builder builder(String name, ModelSource source) {
        return new Builder(name, source);
    }

    /** Collects the values; a component that is added later has a default here, so that old backends keep working. */
    public static final class Builder {
        private final String name;
        private final ModelSource source;
        private String family;
        private ModelSize size = ModelSize.OTHER;
        private List<ModelFile> files = List.of();
        private String precision = "unknown";
        private List<String> languages = List.of();
        private String note = "";
        private Duration loadLimit = Duration.ZERO;

        private Builder(String name, ModelSource source) {
            this.name = name;
            this.source = source;
            this.family = name;
        }

        /**
         * Sets the family; default: the name.
         *
         * @param value the family's name
         * @return this
         */
        public Builder family(String value) {
            family = value;
            return this;
        }

        /**
         * Sets Whisper's size; default: {@link ModelSize#OTHER}.
         *
         * @param value the size
         * @return this
         */
        public Builder size(ModelSize value) {
            size = value;
            return this;
        }

        /**
         * Sets the files that loading opens.
         *
         * @param value the files, at least one
         * @return this
         */
        public Builder files(List<ModelFile> value) {
            files = List.copyOf(value);
            return this;
        }

        /**
         * Sets the number format of the weights.
         *
         * @param value such as {@code fp16}
         * @return this
         */
        public Builder precision(String value) {
            precision = value;
            return this;
        }

        /**
         * Restricts the languages; default: multilingual.
         *
         * @param tags BCP 47 tags
         * @return this
         */
        public Builder languages(String... tags) {
            languages = List.of(tags);
            return this;
        }

        /**
         * Sets what a user must know before trusting this model.
         *
         * @param value one sentence, lower case, without a full stop
         * @return this
         */
        public Builder note(String value) {
            note = value;
            return this;
        }

        /**
         * Limits how long loading may take where nobody says otherwise; default: no limit of its own.
         *
         * @param value a time for a slow machine; zero for none
         * @return this
         * @since 1.1
         */
        public Builder loadLimit(Duration value) {
            loadLimit = value;
            return this;
        }

        /**
         * Builds the description.
         *
         * @return the description
         * @throws IllegalArgumentException if a value is malformed or no file is named
         */
        public ModelDescriptor build() {
            return new ModelDescriptor(name, family, size, source, files, precision, languages, note, loadLimit);
        }
    }
}
