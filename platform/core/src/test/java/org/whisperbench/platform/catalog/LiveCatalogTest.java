package org.whisperbench.platform.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.BackendCall;
import org.whisperbench.platform.backends.BackendProblem;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;

class LiveCatalogTest {

    @TempDir
    Path folder;

    private final Catalog catalog = Catalog.of(new Fixed(List.of(
            new Fake("alpha", "2.0.0", List.of(model("tiny.en", ModelSize.TINY), model("tiny", ModelSize.TINY))),
            new Fake("alpha", "1.0.0", List.of(model("old", ModelSize.OTHER))),
            new Fake("beta", "1.0.0", List.of(model("digits", ModelSize.OTHER), model("small-q", ModelSize.SMALL))))));

    @Test
    void everythingIsEveryModelOfTheNewestBackends() {
        assertEquals(
                List.of("alpha/tiny.en", "alpha/tiny", "beta/digits", "beta/small-q"),
                addresses(Selection.everything()));
    }

    @Test
    void aNameSelectsByNameBeforeSize() {
        assertEquals(List.of("alpha/tiny"), addresses(of("tiny")));
        assertEquals(List.of("beta/small-q"), addresses(of("small")));
    }

    @Test
    void anAddressSelectsOneBackendAndVersion() {
        assertEquals(List.of("beta/digits"), addresses(of("beta/digits")));
        assertEquals(List.of("alpha/old"), addresses(of("alpha@1.0.0/old")));
    }

    @Test
    void aBackendThatIsNotSelectedStaysOutAlsoForAnAddress() {
        WhisperException failure = assertThrows(
                WhisperException.class, () -> catalog.select(new Selection(List.of("alpha"), List.of("beta/digits"))));

        assertEquals(ErrorKind.USER, failure.kind());
    }

    @Test
    void aPathIsGivenToTheBackendsAsAnAbsoluteOne() {
        assertEquals(
                List.of("beta/" + folder.toAbsolutePath().normalize()),
                addresses(of(folder.resolve("..").resolve(folder.getFileName()).toString())));
    }

    @Test
    void aPathIsGivenToTheBackendThatIsNamedBeforeIt() {
        assertEquals(List.of("beta/" + folder), addresses(of("beta/" + folder)));
        assertThrows(WhisperException.class, () -> addresses(of("alpha/" + folder)), "alpha reads no folders");
    }

    @Test
    void aRepositoryThatNobodyKnowsByNameIsNamedAsItWasTyped() {
        for (String typed : List.of("owner/name@v1#int8", "beta/owner/name", "beta@1.0.0/owner/name")) {
            assertEquals(List.of(typed), words(of(typed)));
        }
        assertEquals(List.of("beta/digits"), words(of("digits")));
        assertEquals(List.of("beta/" + folder), words(of("beta/" + folder)), "a path is no name to download");
    }

    @Test
    void whatABackendSaysIsWrongWithAModelIsSaid() {
        WhisperException failure = assertThrows(WhisperException.class, () -> addresses(of("owner/refused")));

        assertEquals(ErrorKind.USER, failure.kind());
        assertEquals("it has fp32 only", failure.getMessage());
    }

    @Test
    void aNameIsSelectedOnceHoweverOftenItIsGiven() {
        assertEquals(List.of("beta/digits"), addresses(new Selection(List.of(), List.of("digits", "beta/digits"))));
    }

    @Test
    void everyUnknownNameIsNamedWithItsNearest() {
        WhisperException failure = assertThrows(
                WhisperException.class,
                () -> catalog.select(new Selection(List.of("bta", "alpha"), List.of("tny.en", "zzzzzz"))));

        assertEquals(ErrorKind.USER, failure.kind());
        String message = failure.getMessage();
        assertTrue(message.contains("'bta' (did you mean 'beta'?)"), message);
        assertTrue(message.contains("'tny.en' (did you mean 'tiny.en'?)"), message);
        assertTrue(message.contains("'zzzzzz', and it is no folder"), message);
    }

    @Test
    void aPathThatIsNoModelIsSaidToBeNoneOrToHaveAnotherLayout() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "x");
        Catalog unreading =
                Catalog.of(new Fixed(List.of(new Fake("alpha", "1.0.0", List.of(model("m", ModelSize.OTHER))))));

        assertEquals(
                "there is no file or folder '%s'; correct the path".formatted(folder.resolve("none")),
                refusal(unreading, folder.resolve("none").toString()));
        assertEquals(
                "'%s' is a folder, but no backend knows the layout of what is in it; run 'whisperbench backends'"
                        .formatted(folder),
                refusal(unreading, folder.toString()));
        assertTrue(refusal(unreading, folder + "#int8").contains("' is a folder, but no backend knows"));
        assertEquals(
                "'%s' is a file, but in no format that a backend reads; run 'whisperbench backends'".formatted(file),
                refusal(unreading, file.toString()));
    }

    private static String refusal(Catalog catalog, String model) {
        return String.valueOf(assertThrows(WhisperException.class, () -> catalog.select(of(model)))
                .getMessage());
    }

    @Test
    void withoutBackendsNothingCanBeTried() {
        Catalog empty = Catalog.of(new Fixed(List.of()));

        WhisperException failure = assertThrows(WhisperException.class, () -> empty.select(Selection.everything()));

        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, failure.kind());
    }

    private List<String> addresses(Selection selection) {
        return catalog.select(selection).stream().map(CatalogModel::address).toList();
    }

    private List<String> words(Selection selection) {
        return catalog.select(selection).stream().map(CatalogModel::words).toList();
    }

    private static Selection of(String model) {
        return new Selection(List.of(), List.of(model));
    }

    private static ModelDescriptor model(String name, ModelSize size) {
        return ModelDescriptor.builder(name, new ModelSource.Bundled("x"))
                .size(size)
                .files(List.of(ModelFile.unverified("f")))
                .build();
    }

    private record Fixed(List<RegisteredBackend> list) implements Backends {
        @Override
        public List<BackendProblem> problems() {
            return List.of();
        }
    }

    private record Fake(String id, String version, List<ModelDescriptor> models) implements RegisteredBackend {

        @Override
        public boolean isIsolated() {
            return false;
        }

        @Override
        public RegisteredBackend inProcess() {
            return this;
        }

        @Override
        public BackendInfo info() {
            return BackendInfo.builder(id).build();
        }

        @Override
        public Availability availability() {
            return new Availability.Available("1");
        }

        @Override
        public Optional<ModelDescriptor> describe(String repositoryOrPath) {
            if (!id.equals("beta")) {
                return Optional.empty();
            }
            if (repositoryOrPath.equals("owner/refused")) {
                throw new WhisperException(ErrorKind.USER, "it has fp32 only");
            }
            if (repositoryOrPath.startsWith("owner/name")) {
                return Optional.of(ModelDescriptor.builder("name", new ModelSource.Repository("owner/name", "main"))
                        .files(List.of(ModelFile.unverified("f")))
                        .build());
            }
            return Path.of(repositoryOrPath).isAbsolute()
                    ? Optional.of(model(repositoryOrPath, ModelSize.OTHER))
                    : Optional.empty();
        }

        @Override
        public <T> T call(BackendCall<T> call) {
            throw new IllegalStateException("not called in this test");
        }
    }
}
