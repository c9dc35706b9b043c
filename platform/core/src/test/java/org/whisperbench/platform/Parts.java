package org.whisperbench.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.backends.BackendCall;
import org.whisperbench.platform.backends.BackendProblem;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;

/** The parts of a platform over some backends, without a framework. */
public record Parts(Backends backends, Catalog catalog, ModelStore store) {

    /** Puts them together. */
    public static Parts of(Path folder, WhisperBackend... backends) {
        Backends fixed = new Fixed(List.of(backends).stream()
                .map(b -> (RegisteredBackend) new Direct(b))
                .toList());
        ModelStore store = ModelStore.over(new StoreRoots(List.of(folder), folder.resolve("hub")));
        return new Parts(fixed, Catalog.of(fixed), store);
    }

    /** Every model. */
    public List<CatalogModel> models() {
        return catalog.select(Selection.everything());
    }

    private record Fixed(List<RegisteredBackend> list) implements Backends {
        @Override
        public List<BackendProblem> problems() {
            return List.of();
        }
    }

    private record Direct(WhisperBackend backend) implements RegisteredBackend {
        @Override
        public BackendInfo info() {
            return backend.info();
        }

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public Availability availability() {
            return backend.availability();
        }

        @Override
        public List<ModelDescriptor> models() {
            return backend.models();
        }

        @Override
        public Optional<ModelDescriptor> describe(String repositoryOrPath) {
            return backend.describe(repositoryOrPath);
        }

        @Override
        public <T> T call(BackendCall<T> call) throws InterruptedException {
            return call.with(backend);
        }
    }
}
