package org.whisperbench.platform.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.doctor.Finding.Severity;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.TestFramework;
import org.whisperbench.worker.EngineParts;

class DoctorTest {

    @TempDir
    Path folder;

    @Test
    void aBundleThatDoesNotResolveIsNamedWithWhatItMisses() throws Exception {
        try (TestFramework framework = TestFramework.start(folder.resolve("felix"), Map.of())) {
            Path lonely = bundle("lonely", "org.nobody;version=\"[1.2,2)\",org.may.be;resolution:=optional");
            framework.context().installBundle(lonely.toUri().toString());

            List<Finding> findings = BundleFindings.of(framework.context());

            assertEquals(1, findings.size(), findings::toString);
            Finding finding = findings.get(0);
            assertEquals("bundle 'lonely' 3.2.1", finding.subject());
            assertEquals(Severity.WARNING, finding.severity());
            assertTrue(finding.fact().startsWith("it does not resolve: it needs "), finding.fact());
            assertTrue(finding.fact().contains("org.nobody"), finding.fact());
            assertFalse(finding.fact().contains("org.may.be"), finding.fact());
        }
    }

    @Test
    void everythingTogetherComesWorstFirst() throws Exception {
        try (TestFramework framework = TestFramework.start(folder.resolve("felix"), Map.of())) {
            framework
                    .context()
                    .installBundle(bundle("lonely", "org.nobody").toUri().toString());
            Files.createDirectories(folder.resolve("cache/jvm"));
            Files.writeString(folder.resolve("cache/jvm/x.jsa"), "archive");
            FrameworkDoctor.Folders folders = new FrameworkDoctor.Folders(
                    Optional.of(folder), List.of(folder), Optional.of(folder.resolve("cache")), Map::of);
            Doctor doctor = new FrameworkDoctor(
                    framework.context(),
                    Backends.of("1"),
                    ModelStore.over(new StoreRoots(List.of(), folder)),
                    folders,
                    Map.of("HF_HUB_CACHE", folder.toString(), "HF_HUB_OFFLINE", "1"));

            Diagnosis diagnosis = doctor.examine();

            assertFalse(diagnosis.isWorking());
            List<Severity> severities =
                    diagnosis.findings().stream().map(Finding::severity).toList();
            assertEquals(severities.stream().sorted().toList(), severities);
            assertEquals("backends", diagnosis.findings().get(0).subject());
            assertTrue(diagnosis.findings().stream().anyMatch(f -> f.subject().equals("caches")));
            assertEquals(doctor.caches(), doctor.clean(doctor.caches()));
            assertEquals(List.of(), doctor.caches());
        }
    }

    @Test
    void backendsTellWhyTheyCannotRunAndWhatToDo() {
        FakeBackend well = FakeBackend.hearing("well", folder, "x");

        List<Finding> none = BackendFindings.of(Backends.of("1"));
        List<Finding> one = BackendFindings.of(Backends.of("1", well));
        List<Finding> ill = BackendFindings.of(Backends.of(
                "1",
                well,
                FakeBackend.hearing("ill", folder, "x")
                        .with(new Availability.Unavailable("no Metal here", "use a Mac"))));

        assertEquals(Severity.BROKEN, none.get(0).severity());
        assertEquals(List.of(), one);
        assertEquals(List.of(new Finding(Severity.WARNING, "backend 'ill@1'", "no Metal here", "use a Mac")), ill);
    }

    /** A page that says "not found", under the name of a checkpoint, was counted. */
    @Test
    void aFileOfEightBytesIsNoCheckpoint() throws IOException {
        FakeBackend engine = FakeBackend.hearing("engine", folder.resolve("m"), "x");
        ModelDescriptor tiny = ModelDescriptor.builder(
                        "tiny", new ModelSource.Web("https://example.org/tiny.pt", "0".repeat(64), false))
                .files(List.of(ModelFile.unverified("tiny.pt")))
                .build();
        FakeBackend checkpoints = new FakeBackend(engine.info(), engine.availability(), List.of(tiny), engine.loader());
        OtherFolder kept = new OtherFolder(OtherFolder.Program.OPENAI_WHISPER, folder.resolve("whisper"));
        ModelStore store = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub"), List.of(kept), true));
        Path file = Files.createDirectories(folder.resolve("whisper")).resolve("tiny.pt");

        Files.write(file, new byte[8]);
        Finding brief = EngineFindings.of(Backends.of("1", checkpoints), store).get(0);
        Files.write(file, new byte[1 << 20]);
        Finding lengthy =
                EngineFindings.of(Backends.of("1", checkpoints), store).get(0);

        assertTrue(brief.fact().endsWith("models: none of 1 on disk"), brief.fact());
        assertTrue(lengthy.fact().endsWith("models: 1 of 1 on disk, tiny"), lengthy.fact());
    }

    @Test
    void partsOfEnginesAreListedWithWhatToTypeForThoseThatAreMissing() throws IOException {
        FakeBackend engine = FakeBackend.hearing("engine", folder.resolve("m"), "x");
        ModelStore store = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub")));
        EngineParts parts = new EngineParts(List.of(
                EngineParts.Part.bundled("library", "1.2"),
                new EngineParts.Part(EngineParts.Kind.TOOL, "tool", "unknown", "", false, "install the tool"),
                new EngineParts.Part(EngineParts.Kind.INTERPRETER, "python", "3.12", "/python", true, "")));

        Finding told = EngineFindings.of(Backends.of("1", new Telling(engine, parts)), store)
                .get(0);
        Finding guessed = EngineFindings.of(
                        Backends.of("1", engine.with(new Availability.Unavailable("no Metal here", "use a Mac"))),
                        store)
                .get(0);
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        Finding whole = EngineFindings.of(Backends.of("1", engine), store).get(0);

        assertEquals("engine of 'engine@1'", told.subject());
        assertEquals(
                "library library 1.2, tool tool missing (optional), interpreter python 3.12 in '/python';"
                        + " models: none of 1 on disk",
                told.fact());
        assertEquals("install the tool", told.remedy(), "a model in a folder of the user cannot be fetched");
        assertTrue(guessed.fact().startsWith("library " + engine.info().engine() + " missing; "), guessed.fact());
        assertTrue(whole.fact().endsWith("; models: 1 of 1 on disk, m"), whole.fact());
        assertEquals("", whole.remedy());
    }

    /** Tells its parts. */
    private record Telling(FakeBackend fake, EngineParts parts) implements WhisperBackend {

        @Override
        public BackendInfo info() {
            return fake.info();
        }

        @Override
        public Availability availability() {
            return fake.availability();
        }

        @Override
        public List<ModelDescriptor> models() {
            return fake.models();
        }

        @Override
        public <T> Optional<T> ability(Class<T> kind) {
            return kind == EngineParts.class ? Optional.of(kind.cast(parts)) : Optional.empty();
        }

        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
            throw new AssertionError("the doctor loads nothing");
        }
    }

    @Test
    void resultsOfChecksAreACacheThatMayGo() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("checks"));
        Files.writeString(kept.resolve("1.json"), "{}");
        Caches caches = new Caches(folder);

        assertEquals(
                List.of("results of checks"),
                caches.list().stream().map(CacheEntry::what).toList());
        assertEquals(caches.list(), caches.delete(caches.list()));
        assertFalse(Files.exists(kept));
    }

    @Test
    void aFolderThatIsNotThereYetIsAsGoodAsTheOneAboveIt() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertTrue(FolderFindings.isWritable(folder.resolve("a/b/c")));
        assertFalse(FolderFindings.isWritable(file.resolve("b")));
        List<Finding> findings = FolderFindings.of(
                Optional.of(file.resolve("s")), List.of(file.resolve("hot"), folder), file.resolve("hub"));
        assertEquals(
                List.of(Severity.BROKEN, Severity.NOTE, Severity.WARNING),
                findings.stream().map(Finding::severity).toList());
        assertTrue(findings.get(2).remedy().contains("HF_HUB_CACHE"));
    }

    @Test
    void aProcessorWithoutAvx2IsTold() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "processor : 0\nflags\t\t: fpu sse4_2 avx\n");
        Path recent = Files.writeString(folder.resolve("recent"), "flags\t\t: fpu avx avx2\n");
        Runtime.Version java = Runtime.Version.parse("17.0.15");

        assertTrue(MachineFindings.of(java, "amd64", old).get(1).fact().contains("AVX2"));
        assertEquals(1, MachineFindings.of(java, "amd64", recent).size());
        assertEquals(1, MachineFindings.of(java, "aarch64", old).size());
        assertEquals(
                1, MachineFindings.of(java, "amd64", folder.resolve("none")).size());
        assertEquals(
                Severity.WARNING,
                MachineFindings.of(Runtime.Version.parse("26"), "aarch64", old)
                        .get(0)
                        .severity());
    }

    @Test
    void aCacheThatAProcessHoldsStays() throws IOException {
        Path held = Files.createDirectories(folder.resolve("framework/one/slot-0"));
        Path idle = Files.createDirectories(folder.resolve("framework/one/slot-1/felix/bundle1"));
        Files.writeString(idle.resolve("x"), "12345");
        Path elsewhere = Files.writeString(folder.resolve("mine"), "mine");
        Caches caches = new Caches(folder);

        try (FileChannel lock =
                FileChannel.open(held.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            List<CacheEntry> entries = caches.list();

            assertEquals(
                    List.of(true, false),
                    entries.stream().map(CacheEntry::inUse).toList());
            assertEquals(5, entries.get(1).sizeBytes());
            assertEquals(List.of(entries.get(1)), caches.delete(entries));
            assertTrue(Files.exists(held));
            assertFalse(Files.exists(folder.resolve("framework/one/slot-1")));
            assertTrue(Files.exists(elsewhere));
        }
        assertEquals(List.of(), new Caches(folder.resolve("none")).list());
        assertEquals(
                List.of(),
                new Caches(folder.resolve("framework")).delete(List.of(new CacheEntry(elsewhere, "x", 1, false))));
    }

    private Path bundle(String name, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "3.2.1");
        main.putValue("Import-Package", imports);
        Path jar = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry("x"));
        }
        return jar;
    }
}
