package org.whisperbench.testkit;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.whisperbench.api.WhisperBackend;

/** The contract, run by {@link BackendContractTest} on the backend that the parameter {@code backend} names. */
@ExtendWith(Trial.Named.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Trial extends BackendContract {

    static final String BACKEND = "backend";
    static final Path MODEL = model();

    private final WhisperBackend backend;

    Trial(WhisperBackend backend) {
        this.backend = backend;
    }

    private static Path model() {
        URL shape = Objects.requireNonNull(Trial.class.getResource("model/shape.txt"));
        try {
            return Objects.requireNonNull(Path.of(shape.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected WhisperBackend backend() {
        return backend;
    }

    @Override
    protected Path modelFolder() {
        return MODEL;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(5);
    }

    static final class Named implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(WhisperBackend.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            String name = context.getConfigurationParameter(BACKEND).orElseThrow();
            try {
                return Class.forName(name).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
