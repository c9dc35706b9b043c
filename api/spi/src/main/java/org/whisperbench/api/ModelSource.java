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
}
