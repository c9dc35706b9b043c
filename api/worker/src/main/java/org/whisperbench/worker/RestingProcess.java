package org.whisperbench.worker;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a model can do whose engine runs in a process that it may start again: an ability, see
 * {@link org.whisperbench.api.SpeechModel#ability}. Whoever holds the model ends a process that nobody has used for long.
 */
@ConsumerType
public interface RestingProcess {

    /** Ends the process, unless a call runs in it; the next call starts another and loads the model again. */
    void rest();
}
