package org.whisperbench.backend.coreml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;

class WhisperCppContractTest extends BackendContract {

    @Override
    protected WhisperBackend backend() {
        return new WhisperCppBackend();
    }

    @Override
    protected Path modelFolder() {
        return Checkout.NANO;
    }

    /** Threads of OpenMP wait for each other by turning round, which takes long where others want the processors. */
    @Override
    protected Duration patience() {
        return Duration.ofMinutes(10);
    }

    @Override
    protected List<Path> recordings() {
        return Checkout.samples().subList(0, 4).stream()
                .map(Checkout.Speech::wav)
                .toList();
    }
}
