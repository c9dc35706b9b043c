package org.whisperbench.platform.provision;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;

/** A backend whose bundle names some packages, and the packages that it names. */
record Tiny(List<String> distributions) implements PythonBackend {

    Tiny(String... distributions) {
        this(List.of(distributions));
    }

    @Override
    public PythonEngine engine() {
        return new PythonEngine("tiny", Tiny.class, "tiny:Tiny", distributions);
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("tiny").build();
    }

    @Override
    public List<ModelDescriptor> models() {
        return List.of();
    }

    /** Makes the wheel of a package. */
    static void wheel(Path wheels, String name, String content) throws IOException {
        String info = name + "-1.5.dist-info/";
        Map<String, String> files = new TreeMap<>();
        files.put(name + ".py", content);
        files.put(info + "METADATA", "Metadata-Version: 2.1\nName: " + name.replace('_', '-') + "\nVersion: 1.5\n");
        files.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(info + "RECORD", name + ".py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n");
        try (OutputStream out = Files.newOutputStream(wheels.resolve(name + "-1.5-py3-none-any.whl"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    /** Passes a test over where there is no Python that makes environments. */
    static void assumePython() throws Exception {
        Assumptions.assumeTrue(
                new ProcessBuilder("python3", "-c", "import venv, ensurepip")
                                .start()
                                .waitFor()
                        == 0,
                "python3 has no venv");
    }
}
