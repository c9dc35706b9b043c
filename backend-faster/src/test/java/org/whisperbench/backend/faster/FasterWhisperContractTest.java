package org.whisperbench.backend.faster;

import org.junit.jupiter.api.BeforeAll;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.StandInContract;

/** The contract, on a real Python with stand-ins for CTranslate2 and the library: not the engine itself. */
final class FasterWhisperContractTest extends StandInContract {

    @BeforeAll
    static void prepareModel() throws Exception {
        prepare(FasterWhisperContractTest.class, "faster-whisper", "faster_whisper-1.2.1", "ctranslate2-4.8.1");
        FasterWhisperStandInTest.writeModel(model);
    }

    @Override
    protected WhisperBackend backend() {
        return new FasterWhisperBackend();
    }
}
