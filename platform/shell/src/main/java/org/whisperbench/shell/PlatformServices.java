package org.whisperbench.shell;

import java.io.InputStream;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.parity.Parities;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.transcribe.Transcriptions;

/** Lends the platform's services for the length of a call. */
interface PlatformServices {

    /** Something done with a service. */
    @FunctionalInterface
    interface Use<T, R> {
        R with(T service) throws InterruptedException;
    }

    /** Lends a service of any type. */
    <T, R> R use(Class<T> type, Use<T, R> use) throws InterruptedException;

    /** A setting of the host, or an empty text. */
    String setting(String key);

    /** Where speech is recorded from. */
    default Recorder.Source microphone() {
        return MicrophoneTake.source();
    }

    /** Where a person pushes Enter. */
    default InputStream keys() {
        return System.in;
    }

    default <R> R backends(Use<Backends, R> use) throws InterruptedException {
        return use(Backends.class, use);
    }

    default <R> R catalog(Use<Catalog, R> use) throws InterruptedException {
        return use(Catalog.class, use);
    }

    default <R> R checks(Use<Checks, R> use) throws InterruptedException {
        return use(Checks.class, use);
    }

    default <R> R transcriptions(Use<Transcriptions, R> use) throws InterruptedException {
        return use(Transcriptions.class, use);
    }

    default <R> R benchmarks(Use<Benchmarks, R> use) throws InterruptedException {
        return use(Benchmarks.class, use);
    }

    default <R> R parities(Use<Parities, R> use) throws InterruptedException {
        return use(Parities.class, use);
    }

    default <R> R store(Use<ModelStore, R> use) throws InterruptedException {
        return use(ModelStore.class, use);
    }

    default <R> R downloads(Use<Downloads, R> use) throws InterruptedException {
        return use(Downloads.class, use);
    }
}
