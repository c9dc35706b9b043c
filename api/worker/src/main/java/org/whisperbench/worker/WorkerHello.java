package org.whisperbench.worker;

import java.util.Map;

/**
 * Who a worker is, as it tells when it is initialised.
 *
 * @param protocol version of the protocol that it speaks
 * @param engine the library that does the work, such as {@code ONNX Runtime}
 * @param engineVersion the version that the loaded library reports
 * @param details whatever else tells runs apart, such as versions of further libraries, by name
 */
public record WorkerHello(int protocol, String engine, String engineVersion, Map<String, String> details) {

    /** The version of the protocol that this package speaks. */
    public static final int PROTOCOL = 1;

    /** Copies the map. */
    public WorkerHello {
        details = Map.copyOf(details);
    }

    /**
     * Describes a worker that speaks this package's protocol.
     *
     * @param engine see {@link WorkerHello}
     * @param engineVersion see {@link WorkerHello}
     */
    public WorkerHello(String engine, String engineVersion) {
        this(PROTOCOL, engine, engineVersion, Map.of());
    }
}
