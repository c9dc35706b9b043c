package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.doctor.CacheEntry;
import org.whisperbench.platform.doctor.Diagnosis;
import org.whisperbench.platform.doctor.Doctor;
import org.whisperbench.platform.doctor.Finding;
import org.whisperbench.platform.doctor.Finding.Severity;

class DoctorCommandTest {

    @TempDir
    Path folder;

    private final List<Finding> findings = new ArrayList<>();
    private final List<CacheEntry> caches = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new FakePlatform(folder, Map.of());
        platform.add(Doctor.class, new Doctor() {
            @Override
            public Diagnosis examine() {
                return new Diagnosis(findings);
            }

            @Override
            public List<CacheEntry> caches() {
                return List.copyOf(caches);
            }

            @Override
            public List<CacheEntry> clean(List<CacheEntry> entries) {
                List<CacheEntry> idle = entries.stream().filter(e -> !e.inUse()).toList();
                caches.removeAll(idle);
                return idle;
            }
        });
    }

    @Test
    void theWorstComesFirstAndEndsWithOne() {
        findings.add(new Finding(Severity.NOTE, "java", "17", ""));
        findings.add(new Finding(Severity.BROKEN, "backends", "there is none", "copy one"));
        findings.add(new Finding(Severity.WARNING, "processor", "slow", "run 'whisperbench check'"));

        Answer answer = run("doctor");

        assertEquals("""
                broken   backends: there is none; copy one
                warning  processor: slow; run 'whisperbench check'
                note     java: 17""", answer.text());
        assertEquals(1, answer.exitCode());
        assertTrue(run("doctor", "--json").text().contains("\"severity\" : \"BROKEN\""));
    }

    @Test
    void whatIsOnlyWorseThanItCouldBeEndsWithZero() {
        findings.add(new Finding(Severity.WARNING, "processor", "slow", "wait"));

        assertEquals(0, run("doctor").exitCode());
    }

    @Test
    void cachesAreShownBeforeTheyAreDeletedAndWhatIsInUseStays() {
        caches.add(new CacheEntry(folder.resolve("a"), "classes for a quick start", 12_000_000, false, false));
        caches.add(new CacheEntry(folder.resolve("b"), "framework and log of a run", 5, true, false));

        caches.add(
                new CacheEntry(folder.resolve("c"), "classes for a quick start, older than the jars", 7, false, true));

        Answer planned = run("doctor", "--clean", "--dry-run");
        assertTrue(planned.text().matches("(?s).*\\bc +7 B +stale .*"), planned.text());
        assertTrue(planned.text().contains("not in use"), planned.text());
        assertEquals(0, planned.exitCode());

        Answer declined = run("doctor", "--clean");
        assertEquals(1, declined.exitCode(), "nobody is there to say yes");
        assertTrue(err.toString(StandardCharsets.UTF_8)
                .contains(folder.resolve("a").toString()));
        assertEquals(3, caches.size());

        Answer cleaned = run("doctor", "--clean", "--yes");
        assertTrue(cleaned.text().matches("(?s).*\\ba +12.0 MB +deleted .*\\bb +5 B +in use .*"), cleaned.text());
        assertEquals(1, caches.size());
        caches.clear();
        assertEquals("there are no caches", run("doctor", "--clean").text());
    }

    private Answer run(String... words) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CommandRunner(platform).run(List.of(words), new ProgressLines(stream, () -> 0));
    }
}
