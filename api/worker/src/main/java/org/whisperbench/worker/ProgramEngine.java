package org.whisperbench.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Transcription;

/** An engine that is a vendor's program: started for each recording, it leaves a result in a file. */
@ConsumerType
public interface ProgramEngine {

    /**
     * Returns the name of the folder in which the program looks for the model's files.
     *
     * @return a plain name
     */
    String modelFolder();

    /**
     * Returns how to start it.
     *
     * @param job what is to be done
     * @return program and arguments
     * @throws BackendException if an option cannot be met
     */
    List<String> command(ProgramJob job);

    /**
     * Returns variables beside the few that every program needs.
     *
     * @return values by name
     */
    Map<String, String> environment();

    /**
     * Returns what the engine linked beside the model's own files.
     *
     * @param job what is to be done
     * @return links, so that whatever the program says of them is told of the files themselves
     */
    default List<LinkedPath> links(ProgramJob job) {
        return List.of();
    }

    /**
     * Returns where the result has to be afterwards: whatever the program returns, without it there is none.
     *
     * @param job what was to be done
     * @return absolute path of a file in JSON
     */
    Path result(ProgramJob job);

    /**
     * Reads the result.
     *
     * @param job what was to be done
     * @param result what the program wrote
     * @return the text with its segments
     * @throws IllegalArgumentException if the result is not what it should be
     */
    Transcription read(ProgramJob job, JsonObject result);

    /**
     * Returns what was loaded.
     *
     * @param job the first call
     * @param result its result
     * @return the identity, with paths as in the job
     */
    LoadedIdentity identity(ProgramJob job, JsonObject result);
}
