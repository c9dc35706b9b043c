package org.whisperbench.api;

import java.nio.file.Path;

/** Where the files of a model come from. */
public sealed interface ModelSource {

    /**
     * Returns the source in the form in which users write it.
     *
     * @return a repository's name, a path or the name of a bundled model
     */
    String display();

    /**
     * A folder that comes with the installation.
     *
     * @param folder name of the folder below the installation's {@code models/}
     */
    record Bundled(String folder) implements ModelSource {

        /** Validates the name. */
        public Bundled {
            Text.require(
                    folder.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "bundled folder '%s' is not a plain name", folder);
        }

        @Override
        public String display() {
            return "bundled " + folder;
        }
    }

    /**
     * A folder of the user's.
     *
     * @param path absolute path
     */
    record Folder(Path path) implements ModelSource {

        /** Validates the path. */
        public Folder {
            Text.require(path.isAbsolute(), "folder '%s' is not an absolute path", path);
        }

        @Override
        public String display() {
            return path.toString();
        }
    }

    /**
     * A repository of a Hugging Face compatible hub.
     *
     * @param id owner and name, such as {@code onnx-community/whisper-tiny.en}
     * @param revision branch, tag or commit
     */
    record Repository(String id, String revision) implements ModelSource {

        /** Validates the name and the revision. */
        public Repository {
            Text.require(
                    id.matches("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*") && !id.contains(".."),
                    "repository '%s' is not OWNER/NAME",
                    id);
            Text.requireText(revision, "revision");
        }

        @Override
        public String display() {
            return id + "@" + revision;
        }
    }

    /**
     * A file of a web server, or the content of an archive.
     *
     * @param url address of the file, http or https
     * @param sha256 lower-case hexadecimal SHA-256 of what the address gives, as its publisher states it; empty if nobody
     *     published one: then the first download is believed, and every later one must be equal
     * @param unpack whether it is a zip file, as wheels are, whose content is the model
     */
    record Web(String url, String sha256, boolean unpack) implements ModelSource {

        /** Validates the address and the hash. */
        public Web {
            Text.require(
                    url.matches("https?://[^/\\s?#]+/[^\\s?#]*[^/\\s?#]"), "'%s' is not the address of a file", url);
            Text.require(
                    sha256.isEmpty() || sha256.matches("[0-9a-f]{64}"), "'%s' is not a SHA-256 in hexadecimal", sha256);
        }

        /**
         * Returns the source of a tag of a repository on GitHub, whose archive GitHub makes when it is asked for.
         *
         * @param repository {@code OWNER/NAME}
         * @param tag the tag
         * @return an archive without a published hash
         */
        public static Web gitHubTag(String repository, String tag) {
            return new Web("https://github.com/" + repository + "/archive/refs/tags/" + tag + ".zip", "", true);
        }

        /**
         * Returns the last name of the address.
         *
         * @return a file name
         */
        public String fileName() {
            return url.substring(url.lastIndexOf('/') + 1);
        }

        @Override
        public String display() {
            return url;
        }
    }
}
