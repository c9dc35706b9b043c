package org.whisperbench.platform.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.InForce;
import org.whisperbench.platform.score.WordErrors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A result that was read from a file, as far as comparisons need it.
 *
 * @param file where it is
 * @param id of the benchmark
 * @param started when it began
 * @param host where it was measured
 * @param audio the SHA-256 of each file of speech, in their order
 * @param rules the normalizers, by name and hash
 * @param audioSeconds length of the speech
 * @param rows what was measured, by the names of the rows
 */
public record StoredResult(
        Path file,
        String id,
        String started,
        Host host,
        List<String> audio,
        List<String> rules,
        double audioSeconds,
        Map<String, Row> rows) {

    private static final long MOST_BYTES = 1L << 30;

    /** Names of conditions that no option tells: which device, and whether the engine was in a process of its own. */
    private static final String DEVICE = "device";

    private static final String PROCESS = "process";

    /** Copies the collections. */
    public StoredResult {
        audio = List.copyOf(audio);
        rules = List.copyOf(rules);
        rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    /**
     * Where it was measured.
     *
     * @param machine processor, number of processors and system
     * @param jvm which Java
     */
    public record Host(String machine, String jvm) {}

    /**
     * A row.
     *
     * @param outcome {@code measured}, or what went wrong
     * @param engine what it was measured with
     * @param invalid why its numbers are not ranked; empty if they may be
     * @param runSeconds times of the measured passes
     * @param disturbed how many of the passes are marked as doubtful
     * @param files what was heard, in the order of the speech; empty if nothing was measured
     */
    public record Row(
            String outcome,
            Engine engine,
            List<String> invalid,
            List<Double> runSeconds,
            int disturbed,
            List<Heard> files) {

        /** Copies the lists. */
        public Row {
            invalid = List.copyOf(invalid);
            runSeconds = List.copyOf(runSeconds);
            files = List.copyOf(files);
        }

        boolean isMeasured() {
            return !runSeconds.isEmpty();
        }

        boolean failed(int place) {
            return !files.get(place).problem().isEmpty();
        }
    }

    /**
     * What a row was measured with.
     *
     * @param family see {@link org.whisperbench.platform.bench.BenchmarkRow.Subject}
     * @param version of the engine
     * @param conditions under which it worked: those of {@link InForce#conditions}, its device and its process
     * @param sha256 of the model's files, by their names
     */
    public record Engine(String family, String version, Map<String, String> conditions, Map<String, String> sha256) {

        /** Copies the maps. */
        public Engine {
            conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
            sha256 = Map.copyOf(sha256);
        }
    }

    /**
     * A file.
     *
     * @param name as it was named
     * @param said what is said in it; empty where nothing is said, or where it is not known
     * @param errors all zero where no reference is known, and where the engine failed
     * @param problem why the engine failed on it; or an empty text
     */
    public record Heard(String name, String said, WordErrors errors, String problem) {}

    /**
     * Reads a result.
     *
     * @param file a file that a benchmark wrote
     * @return the result
     * @throws WhisperException if it cannot be read or is no result of this version ({@link ErrorKind#USER})
     */
    public static StoredResult read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw user(file, "has more than %d bytes".formatted(MOST_BYTES));
            }
            return of(file, JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw user(file, "cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw user(file, "is no JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw user(file, "is damaged: " + e.getMessage(), e);
        }
    }

    private static WhisperException user(Path file, String problem) {
        return new WhisperException(ErrorKind.USER, "result '%s' %s".formatted(file, problem));
    }

    private static WhisperException user(Path file, String problem, Exception cause) {
        return new WhisperException(ErrorKind.USER, "result '%s' %s".formatted(file, problem), cause);
    }

    /** The whole document, which {@link #read} has found to be one. */
    JsonNode document() {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw user(file, "cannot be read again: " + e.getMessage(), e);
        }
    }

    private static StoredResult of(Path file, JsonNode report) {
        String schema = report.path("schema").asString("");
        if (!schema.equals(BenchmarkReport.SCHEMA)) {
            throw user(
                    file,
                    schema.isEmpty()
                            ? "is no result of a benchmark"
                            : "has the form '%s', not '%s'; measure again".formatted(schema, BenchmarkReport.SCHEMA));
        }
        List<String> audio = new ArrayList<>();
        double seconds = 0;
        for (JsonNode speech : report.path("corpus")) {
            audio.add(speech.path("sha256").asString(""));
            seconds += speech.path("seconds").asDouble(0);
        }
        List<String> rules = new ArrayList<>();
        for (JsonNode one : report.path("settings").path("normalizers")) {
            rules.add(one.path("id").asString("") + " " + one.path("sha256").asString("")
                    + one.path("spellingsSha256").asString(""));
        }
        return new StoredResult(
                file,
                report.path("execution").path("id").asString(""),
                report.path("execution").path("started").asString(""),
                host(report.path("host")),
                audio,
                rules,
                seconds,
                rows(file, report));
    }

    private static Host host(JsonNode host) {
        return new Host(
                "%s, %d processors, %s"
                        .formatted(
                                host.path("cpu").asString(""),
                                host.path("processors").asInt(0),
                                host.path("os").asString("")),
                host.path("jvm").asString(""));
    }

    private static Map<String, Row> rows(Path file, JsonNode report) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (JsonNode row : report.path("rows")) {
            String model = row.path("subject").path("model").asString("");
            if (rows.put(model, row(row, report.path("corpus"))) != null) {
                throw user(
                        file,
                        "has two rows that are named '%s', which cannot be told apart; measure again".formatted(model));
            }
        }
        return rows;
    }

    private static Row row(JsonNode row, JsonNode corpus) {
        List<Double> seconds = new ArrayList<>();
        row.path("times").path("runSeconds").forEach(time -> seconds.add(seconds(time)));
        List<Heard> files = new ArrayList<>();
        for (JsonNode transcript : row.path("transcripts")) {
            files.add(new Heard(
                    transcript.path("file").asString(""),
                    corpus.path(files.size()).path("reference").asString("").strip(),
                    errors(transcript.path("errors")),
                    transcript.path("problem").asString("")));
        }
        if (!seconds.isEmpty() && files.size() != corpus.size()) {
            throw new IllegalArgumentException(
                    "a row has %d transcripts of %d files".formatted(files.size(), corpus.size()));
        }
        return new Row(
                row.path("outcome").asString(""),
                engine(row),
                row.path("findings")
                        .path("invalid")
                        .valueStream()
                        .map(why -> why.asString(""))
                        .toList(),
                seconds,
                (int) row.path("times")
                        .path("runs")
                        .valueStream()
                        .filter(run -> !run.path("marks").isEmpty())
                        .count(),
                files);
    }

    private static double seconds(JsonNode time) {
        double seconds = time.asDouble(Double.NaN);
        if (!Double.isFinite(seconds) || seconds < 0) {
            throw new IllegalArgumentException("%s is no time of a run".formatted(time));
        }
        return seconds;
    }

    private static Engine engine(JsonNode row) {
        JsonNode loaded = row.path("loaded");
        Map<String, String> effective = texts(loaded.path("effective"));
        Map<String, String> conditions = new LinkedHashMap<>(
                InForce.conditions(effective, texts(row.path("subject").path("requested"))));
        String device = InForce.told(effective, DEVICE);
        if (!device.equals(InForce.UNKNOWN)) {
            conditions.put(DEVICE, device);
        }
        conditions.put(PROCESS, row.path("subject").path("isolated").asBoolean(false) ? "its own" : "the host's");
        return new Engine(
                row.path("subject").path("family").asString(""),
                loaded.path("identity").path("engineVersion").asString(InForce.UNKNOWN),
                conditions,
                texts(loaded.path("sha256")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.propertyStream()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString("")));
        return texts;
    }

    private static WordErrors errors(JsonNode counts) {
        return new WordErrors(
                counts.path("hits").asLong(0),
                counts.path("substitutions").asLong(0),
                counts.path("deletions").asLong(0),
                counts.path("insertions").asLong(0),
                counts.path("referenceWords").asLong(0));
    }

    ResultList.Entry entry() {
        List<String> measured = rows.entrySet().stream()
                .filter(row -> row.getValue().isMeasured())
                .map(Map.Entry::getKey)
                .toList();
        return new ResultList.Entry(id, started, audioSeconds, measured, file.toString(), "");
    }
}
