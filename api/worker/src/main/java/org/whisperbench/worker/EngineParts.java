package org.whisperbench.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an engine is made of on this machine, beside its models: an ability of a backend, see
 * {@link org.whisperbench.api.WhisperBackend#ability}. Looking costs milliseconds: nothing is started, no library loaded.
 *
 * @param parts the most important first
 */
public record EngineParts(List<Part> parts) {

    /** Copies the list. */
    public EngineParts {
        parts = List.copyOf(parts);
    }

    /** What a part is. */
    public enum Kind {
        /** An interpreter that runs the engine. */
        INTERPRETER,
        /** A library. */
        LIBRARY,
        /** A program of the engine's vendor. */
        TOOL
    }

    /**
     * One part.
     *
     * @param kind what it is
     * @param name such as {@code ctranslate2} or {@code whisper-server}
     * @param version as it is written down beside it, or {@code unknown}
     * @param place absolute path, {@code in the bundle}, or an empty text if it is not there
     * @param required whether the engine cannot run without it
     * @param remedy what to do if it is not there; an empty text if it is
     */
    public record Part(Kind kind, String name, String version, String place, boolean required, String remedy) {

        /**
         * A part that is inside the backend's bundle.
         *
         * @param name of the library
         * @param version of the library
         * @return the part
         */
        public static Part bundled(String name, String version) {
            return new Part(Kind.LIBRARY, name, version, "in the bundle", true, "");
        }

        /**
         * A vendor's program, of which only its place is known: it would have to be started to tell its version.
         *
         * @param names its names, the preferred one first, see {@link InstalledTool#find}
         * @param required whether the engine cannot run without it
         * @param remedy what to do if it is not there
         * @return the part
         */
        public static Part tool(List<String> names, boolean required, String remedy) {
            Optional<Path> found = InstalledTool.find(names.toArray(String[]::new));
            String name = found.map(file -> String.valueOf(file.getFileName())).orElse(names.get(0));
            return new Part(
                    Kind.TOOL,
                    name,
                    "unknown",
                    found.map(Path::toString).orElse(""),
                    required,
                    found.isPresent() ? "" : remedy);
        }

        /**
         * Tells whether it is there.
         *
         * @return false if it has no place
         */
        public boolean isThere() {
            return !place.isEmpty();
        }
    }
}
