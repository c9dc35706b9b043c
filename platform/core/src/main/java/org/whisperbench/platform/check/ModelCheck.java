package org.whisperbench.platform.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.whisperbench.api.LoadedIdentity;

/** The result of checking one model. */
public sealed interface ModelCheck {

    /**
     * Returns which model.
     *
     * @return {@code backend/model}
     */
    String model();

    /**
     * Returns which backend.
     *
     * @return {@code id@version}
     */
    String backend();

    /**
     * Returns its state.
     *
     * @return the state
     */
    @JsonProperty
    ModelStatus status();

    /**
     * Returns what was found, in one line.
     *
     * @return lower case, without a full stop
     */
    String explanation();

    /**
     * The model loads and infers.
     *
     * @param model {@code backend/model}
     * @param backend {@code id@version}
     * @param explanation what was found on disk
     * @param sizeBytes sum of the lengths of its files
     * @param loadSeconds time to load it
     * @param inferenceSeconds time of one inference over one second of sound
     * @param identity what was loaded
     */
    record Loadable(
            String model,
            String backend,
            String explanation,
            long sizeBytes,
            double loadSeconds,
            double inferenceSeconds,
            LoadedIdentity identity)
            implements ModelCheck {

        @Override
        public ModelStatus status() {
            return ModelStatus.LOADABLE;
        }
    }

    /**
     * The model's files are whole as far as they tell; nobody loaded it.
     *
     * @param model {@code backend/model}
     * @param backend {@code id@version}
     * @param explanation what was found on disk
     * @param sizeBytes sum of the lengths of its files
     */
    record Whole(String model, String backend, String explanation, long sizeBytes) implements ModelCheck {

        @Override
        public ModelStatus status() {
            return ModelStatus.PRESENT;
        }
    }

    /**
     * The model does not load, or nobody could try.
     *
     * @param model {@code backend/model}
     * @param backend {@code id@version}
     * @param status what it is instead
     * @param explanation what is wrong and what to do
     * @param lastLines what the engine's process last wrote, where it has one and something went wrong: at most 40 lines
     */
    record NotLoadable(String model, String backend, ModelStatus status, String explanation, List<String> lastLines)
            implements ModelCheck {

        /** Copies the list. */
        public NotLoadable {
            lastLines = List.copyOf(lastLines);
        }
    }
}
