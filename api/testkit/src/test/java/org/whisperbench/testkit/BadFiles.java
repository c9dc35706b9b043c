package org.whisperbench.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;

/** Backends that declare one thing, load another, or tell a third. */
final class BadFiles {

    private BadFiles() {}

    public static final class DeclaresMoreThanItNeeds extends GoodBackend {
        @Override
        public List<ModelDescriptor> models() {
            return List.of(descriptor(WORDS, SHAPE, "readme.txt"));
        }
    }

    public static final class FailsInAnotherWay extends GoodBackend {
        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            try {
                Files.size(model.file(SHAPE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return super.load(model, options, progress);
        }
    }

    public static final class NeedsMoreThanItDeclares extends GoodBackend {
        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            read(model.directory().resolve("readme.txt"));
            return super.load(model, options, progress);
        }
    }

    public static final class TakesWhatItFinds extends GoodBackend {
        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            SpeechModel loaded = super.load(model, options, progress);
            try (Stream<Path> parts = Files.list(model.directory().resolve("parts"))) {
                Path first = parts.sorted().findFirst().orElseThrow();
                return model(loaded.identity(), List.of(read(first).strip().split(" ")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static final class NamesAnotherModel extends GoodBackend {
        @Override
        LoadedIdentity identity(ResolvedModel model) {
            return LoadedIdentity.builder("words-v2")
                    .engine("trial", "1")
                    .device("cpu")
                    .precision("text")
                    .files(super.identity(model).files())
                    .build();
        }
    }

    public static final class NamesAnotherFile extends GoodBackend {
        @Override
        LoadedIdentity identity(ResolvedModel model) {
            return LoadedIdentity.builder(model.descriptor().name())
                    .engine("trial", "1")
                    .device("cpu")
                    .precision("text")
                    .files(List.of(model.directory().resolve("readme.txt")))
                    .build();
        }
    }

    public static final class TellsLittle extends GoodBackend {
        @Override
        LoadedIdentity identity(ResolvedModel model) {
            return LoadedIdentity.builder(model.descriptor().name())
                    .files(List.of(model.file(WORDS)))
                    .build();
        }
    }
}
