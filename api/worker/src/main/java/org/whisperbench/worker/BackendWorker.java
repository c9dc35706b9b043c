package org.whisperbench.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.whisperbench.api.WhisperBackend;
import tools.jackson.core.json.JsonFactory;

/**
 * The program of a worker in Java for any backend written in Java: it loads the backend's classes, see
 * {@link BackendLoader}, and serves its models. Arguments: name of the class that implements {@link WhisperBackend}, then
 * the backend's content, see {@link BackendContent}.
 */
public final class BackendWorker {

    private BackendWorker() {}

    /**
     * Returns classes that the program needs, one of each jar that has to be on its class path.
     *
     * @return the classes
     */
    public static List<Class<?>> needs() {
        return List.of(BackendWorker.class, WhisperBackend.class, JsonFactory.class);
    }

    /**
     * Returns how to start the program.
     *
     * @param java the virtual machine; its class path holds what {@link #needs} names
     * @param provider name of the class that implements {@link WhisperBackend}
     * @param content where the backend is
     * @return the command
     */
    public static WorkerCommand command(JavaProgram java, String provider, BackendContent content) {
        List<String> arguments = new ArrayList<>(List.of(provider));
        arguments.addAll(content.arguments());
        return java.command(BackendWorker.class.getName(), arguments);
    }

    /**
     * Serves the backend that the arguments name.
     *
     * @param arguments see {@link BackendWorker}
     */
    public static void main(String[] arguments) {
        BackendContent content = BackendContent.of(Arrays.asList(arguments).subList(1, arguments.length));
        WorkerServer.serve(new BackendHandler(arguments[0], content));
    }
}
