package org.whisperbench.worker;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.whisperbench.api.Availability;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/**
 * A backend whose engine is in Python: what it is and which models there are is the backend's own, everything else is the
 * {@link PythonEngine}'s. So a new engine is a table of models, a module in Python, the names of its packages, and a class
 * that says so.
 */
@ConsumerType
public interface PythonBackend extends WhisperBackend {

    /**
     * Returns the engine.
     *
     * @return the same value at every call
     */
    PythonEngine engine();

    @Override
    default Availability availability() {
        return engine().availability();
    }

    @Override
    default <T> Optional<T> ability(Class<T> kind) {
        if (kind == EngineParts.class) {
            return Optional.of(kind.cast(engine().parts()));
        }
        return kind == PythonEngine.class ? Optional.of(kind.cast(engine())) : Optional.empty();
    }

    @Override
    default SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        return engine().load(model, options, progress);
    }
}
