package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeBackend;

/** What the prompt completes, through JLine's own line reader. */
class SuggestionsTest {

    @TempDir
    Path folder;

    private LineReader reader;
    private FakePlatform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new FakePlatform(
                folder,
                Map.of("whisperbench.history", folder.resolve("history").toString()),
                FakeBackend.hearing("fake", folder.resolve("m"), "one"),
                FakeBackend.hearing("other", folder.resolve("m"), "one"));
        reader = prepared(Map.of());
    }

    @Test
    void commandsComeWithWhatTheyDo() {
        List<Candidate> commands = candidates("");

        List<String> names = commands.stream().map(Candidate::value).toList();
        assertTrue(names.containsAll(CommandRunner.names()), names::toString);
        assertTrue(names.containsAll(List.of("json", "quit", "theirs", "gogo:theirs")), names::toString);
        assertEquals(1, names.stream().filter("check"::equals).count(), names::toString);
        Candidate check = commands.stream()
                .filter(c -> c.value().equals("check"))
                .findFirst()
                .orElseThrow();
        assertEquals("Check models", check.descr());
    }

    @Test
    void optionsAreThoseThatTheCommandDeclares() {
        List<String> options = words("check --");

        assertTrue(options.containsAll(List.of("--backend", "--model", "--json", "--timeout")), options::toString);
        assertFalse(options.contains("--normalizer"), options::toString);
        assertTrue(words("whisper:benchmark -").contains("--normalizer"));
        assertTrue(words("backends ").contains("--json"), "where nothing else can stand");
    }

    @Test
    void valuesOfOptionsAreTheBackendsAndModelsThatAreThere() {
        assertEquals(List.of("fake", "fake@1.2.3", "other", "other@1.2.3"), words("check -b "));
        assertEquals(
                List.of("--backend=fake", "--backend=other"),
                words("check --backend=").stream()
                        .filter(word -> !word.contains("@"))
                        .toList());
        List<String> models = words("check -m ");
        assertTrue(models.stream().anyMatch(m -> m.startsWith("fake/")), models::toString);
        assertTrue(models.contains("tiny"), models::toString);
        List<String> ofOne = words("check -b other -m ");
        assertFalse(ofOne.stream().anyMatch(m -> m.startsWith("fake/")), ofOne::toString);
        assertTrue(words("remove ").stream().anyMatch(m -> m.startsWith("fake/")));
        assertTrue(words("help ").contains("check"));
        assertEquals(List.of(), words("check --threads "));
    }

    @Test
    void filesAreCompletedWhereOneIsAskedFor() throws Exception {
        Files.createFile(folder.resolve("speech.wav"));

        assertTrue(words("transcribe sp").contains("speech.wav"));
        assertTrue(words("benchmark --audio sp").contains("speech.wav"));
        assertFalse(words("backends sp").contains("speech.wav"));
        assertFalse(words("transcribe -b sp").contains("speech.wav"));
    }

    @Test
    void commandsOfOthersAreLeftToOthers() {
        assertEquals(List.of("theirs", "gogo:theirs"), words("theirs x"));
    }

    @Test
    void aBackendThatCannotTellCompletesToNothing() throws Exception {
        platform = new FakePlatform(folder, Map.of());
        reader = prepared(Map.of());

        assertEquals(List.of(), words("check -b "));
        assertEquals(List.of(), words("check -m "));
    }

    @Test
    void theHistoryIsOursAndColoursAreOffForThoseWhoWantNone() throws Exception {
        assertEquals(folder.resolve("history").toString(), reader.getVariable(LineReader.HISTORY_FILE));
        assertFalse(reader.isSet(LineReader.Option.DISABLE_HIGHLIGHTER));

        platform = new FakePlatform(folder, Map.of());
        LineReader plain = prepared(Map.of("NO_COLOR", "1"));

        assertTrue(plain.isSet(LineReader.Option.DISABLE_HIGHLIGHTER));
        assertEquals("", plain.getVariable(LineReader.COMPLETION_STYLE_LIST_GROUP));
        assertEquals(true, plain.getVariable(LineReader.DISABLE_HISTORY));
    }

    private LineReader prepared(Map<String, String> environment) throws Exception {
        Terminal terminal = new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
        LineReader created = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer((r, line, candidates) -> List.of("theirs", "gogo:theirs", "check")
                        .forEach(word -> {
                            if (!word.equals("check") || line.wordIndex() == 0) {
                                candidates.add(new Candidate(word));
                            }
                        }))
                .build();
        CommandSession session = new CommandProcessorImpl(new ThreadIOImpl())
                .createSession(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream());
        session.currentDir(folder);
        session.put(".reader", created);
        new PromptSetup(new CommandRunner(platform), platform, environment).execute(session, List.of());
        return created;
    }

    private List<String> words(String line) {
        return candidates(line).stream().map(Candidate::value).toList();
    }

    private List<Candidate> candidates(String line) {
        List<Candidate> candidates = new ArrayList<>();
        completer()
                .complete(
                        reader,
                        new DefaultParser().parse(line, line.length(), Parser.ParseContext.COMPLETE),
                        candidates);
        return candidates;
    }

    private org.jline.reader.Completer completer() {
        return ((org.jline.reader.impl.LineReaderImpl) reader).getCompleter();
    }
}
