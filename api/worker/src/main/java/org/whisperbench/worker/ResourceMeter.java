package org.whisperbench.worker;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a model's engine uses, where it runs in processes of its own: an ability, see
 * {@link org.whisperbench.api.SpeechModel#ability}.
 */
@ConsumerType
public interface ResourceMeter {

    /**
     * Returns what the last call that was answered used.
     *
     * @return memory since the engine started, processor time of that call
     */
    ResourceUse lastCall();

    /**
     * Returns how often the model was loaded: more than once if its process had ended between two calls.
     *
     * @return at least 1
     */
    int loads();
}
