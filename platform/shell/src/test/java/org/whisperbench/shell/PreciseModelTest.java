package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.testkit.FakeBackend;

class PreciseModelTest {

    private static final Path FOLDER = Path.of("own").toAbsolutePath();

    private final RegisteredBackend backend = Backends.of("1.0.0", FakeBackend.hearing("fake", FOLDER, "x"))
            .list()
            .get(0);
    /** Finds in the folder what its name is followed by. */
    private final Catalog catalog = selection -> {
        if (!selection.models().equals(List.of(FOLDER + "#int8"))) {
            throw new WhisperException(ErrorKind.USER, "no backend knows " + selection.models());
        }
        return List.of(own("int8", FOLDER + "#int8"));
    };

    @Test
    void ofAFolderTheFilesInTheWishedFormatAreTaken() {
        assertEquals("int8", precision(own("fp32", FOLDER.toString()), "int8"));
        assertEquals("int8", precision(own("q4", FOLDER + "#q4"), "int8"));
    }

    @Test
    void whatTheFolderDoesNotHoldIsLeftToTheEngineToRefuse() {
        assertEquals("fp32", precision(own("fp32", FOLDER.toString()), "fp16"));
    }

    private String precision(CatalogModel model, String wish) {
        return PreciseModel.of(catalog, model, LoadOptions.defaults().withPrecision(wish))
                .descriptor()
                .precision();
    }

    private CatalogModel own(String precision, String words) {
        ModelDescriptor descriptor = ModelDescriptor.builder("own-" + precision, new ModelSource.Folder(FOLDER))
                .family("own")
                .files(List.of(ModelFile.unverified("f")))
                .precision(precision)
                .build();
        return new CatalogModel(backend, descriptor, words);
    }
}
