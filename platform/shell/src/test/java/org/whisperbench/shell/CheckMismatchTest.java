package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.testkit.FakeBackend;

/** What {@code check} prints where a backend loaded something else than its model's description says. */
class CheckMismatchTest {

    private static final String COMMIT = "1".repeat(40);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "precision; int8; precision 'f16' is declared, 'int8' was loaded",
                "repository; owner/turbo; repository 'owner/one' is declared, 'owner/turbo' was loaded",
                "revision; 2222222222222222222222222222222222222222; is declared,"
                        + " '2222222222222222222222222222222222222222' was loaded"
            })
    void whatElseWasLoadedIsAMismatchAndNamed(String what, String loaded, String words) throws IOException {
        Answer answer = check(what.equals("precision") ? loaded : "float16", Map.of(what, loaded));

        assertEquals(1, answer.exitCode(), answer::text);
        assertTrue(answer.text().matches("(?s).*fake/one +MISMATCH .*" + words + ".*"), answer::text);
        assertTrue(answer.text().contains("1 MISMATCH; "), answer::text);
    }

    @Test
    void whatIsAsDeclaredIsLoadableAndTellsWhereItIsFrom() throws IOException {
        Answer answer = check("float16", Map.of());

        assertEquals(0, answer.exitCode(), answer::text);
        assertTrue(answer.text().matches("(?s).*fake/one +LOADABLE .*"), answer::text);
        assertTrue(told.toString(StandardCharsets.UTF_8).contains("float16"), told::toString);
        assertTrue(
                told.toString(StandardCharsets.UTF_8).contains("{repository=owner/one, revision=" + COMMIT + "}"),
                told::toString);
    }

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private Answer check(String precision, Map<String, String> effective) throws IOException {
        Path repository = Files.createDirectories(folder.resolve("hub/models--owner--one/refs"));
        Files.writeString(repository.resolve("main"), COMMIT);
        Path snapshot =
                Files.createDirectories(repository.resolveSibling("snapshots").resolve(COMMIT));
        Files.writeString(snapshot.resolve(FakeBackend.FILE), "weights");
        ModelDescriptor one = ModelDescriptor.builder("one", new ModelSource.Repository("owner/one", "main"))
                .files(List.of(ModelFile.unverified(FakeBackend.FILE)))
                .precision("f16")
                .build();
        FakeBackend any = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        FakeBackend backend = new FakeBackend(any.info(), any.availability(), List.of(one), any.loader())
                .telling(identity -> LoadedIdentity.builder(identity.model())
                        .engine(identity.engine(), identity.engineVersion())
                        .device(identity.device())
                        .precision(precision)
                        .files(identity.files())
                        .effective(effective)
                        .build());
        ProgressLines lines = new ProgressLines(new PrintStream(told, true, StandardCharsets.UTF_8), () -> 0);
        return new CommandRunner(new FakePlatform(folder, Map.of("HOME", folder.toString()), backend))
                .run(List.of("check", "-m", "fake/one", "--verbose"), lines);
    }
}
