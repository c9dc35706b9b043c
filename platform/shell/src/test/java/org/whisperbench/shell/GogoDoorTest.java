package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.TestFramework;

/** Our commands in Gogo's own runtime, without a terminal. */
class GogoDoorTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();

    private TestFramework framework;
    private BundleContext context;
    private CommandProcessorImpl gogo;
    private GogoDoor door;

    @BeforeEach
    void open() throws Exception {
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        context = framework.context();
        FakeBackend backend = FakeBackend.hearing("fake", Files.createDirectories(folder.resolve("m")), "one two");
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        FakePlatform platform = new FakePlatform(folder, Map.of(), backend);
        threadIo.start();
        gogo = new CommandProcessorImpl(threadIo);
        context.registerService(CommandProcessor.class, gogo, null);
        door = new GogoDoor(context, new CommandRunner(platform), platform, this::console);
        for (ServiceReference<Function> function : context.getServiceReferences(Function.class, null)) {
            String name = ((String[]) function.getProperty("osgi.command.function"))[0];
            gogo.addCommand("whisper", context.getService(function), name);
        }
        gogo.addConverter(context.getService(context.getServiceReference(Converter.class)));
    }

    @AfterEach
    void close() throws Exception {
        threadIo.stop();
        framework.close();
    }

    @Test
    void aCommandReturnsItsTypedReportAndAConverterShowsIt() throws Exception {
        try (CommandSession session = session()) {
            Object report = session.execute("whisper:backends");

            assertInstanceOf(BackendsReport.class, report);
            assertTrue(String.valueOf(session.format(report, Converter.INSPECT)).contains("fake     1.2.3"));
            assertEquals(0, session.get(PromptFunction.EXIT_CODE));
        }
    }

    @Test
    void commandsCompose() throws Exception {
        try (CommandSession session = session()) {
            String json = String.valueOf(session.execute("whisper:json (whisper:check -m fake/m)"));

            assertTrue(json.contains("\"status\" : \"LOADABLE\""), json);
            String ofVariable = String.valueOf(session.execute("x = (check -m fake/m); json $x"));
            assertTrue(ofVariable.contains("\"status\" : \"LOADABLE\""), ofVariable);
            assertTrue(
                    String.valueOf(session.execute("json (check -m nothing)")).contains("\"kind\" : \"user\""));
            assertTrue(String.valueOf(session.execute("backends --json")).startsWith("{"));
        }
    }

    @Test
    void aListIsSoManyWordsAndPathsBeginInTheFolderOfTheSession() throws Exception {
        Path samples = Files.createDirectories(folder.resolve("samples"));
        PcmAudio.tone(1, samples.resolve("a.wav"));
        PcmAudio.tone(1, samples.resolve("b.wav"));
        try (CommandSession session = session()) {
            session.currentDir(samples);

            Object report = session.execute("files = [a.wav b.wav]; transcribe $files");

            assertEquals("a.wav: one two\nb.wav: one two", Reports.text(report).replace(samples + "/", ""));
        }
    }

    @Test
    void scriptsPrintResultsAndProblemsApartAndEndWithTheLastExitCode() {
        int code = script("backends\nbackend\nwhat\ncheck -m nothing\n");

        assertEquals(Answer.ExitCode.USAGE.number(), code);
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("backend  bundle"), this::all);
        String problems = err.toString(StandardCharsets.UTF_8);
        assertTrue(
                problems.contains("there is no command 'backend' (did you mean 'backends'?); run 'help'\n"), this::all);
        assertTrue(problems.contains("there is no command 'what'; run 'help'\n"), this::all);
        assertTrue(problems.contains("\nno backend knows a model 'nothing'"), this::all);
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("there is no command"), this::all);
    }

    @Test
    void aWordThatIsNoCommandIsAnErrorOfUsage() {
        assertEquals(Answer.ExitCode.USAGE.number(), script("backends\nbackend\n"));
    }

    @Test
    void aLineThatIsNoneDoesNotEndAScript() {
        int code = script("backends |\nbackends\nquit\nbackends\n");

        assertEquals(0, code);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("unexpected EOT"), this::all);
        assertEquals(
                2, out.toString(StandardCharsets.UTF_8).split("backend  bundle", -1).length, "it ends with 'quit'");
    }

    @Test
    void helpListsOursFirstAndThenOthersByTheirScopes() throws Exception {
        gogo.addCommand("gogo", (Function) (session, words) -> "explained " + words, "help");
        gogo.addCommand("gogo", (Function) (session, words) -> "x", "echo");
        gogo.addCommand("gogo", (Function) (session, words) -> "x", "__hidden");
        try (CommandSession session = session()) {
            String help = String.valueOf(session.execute("help"));

            assertTrue(help.startsWith("Usage: whisperbench"), help);
            assertTrue(help.indexOf("  transcribe") < help.indexOf("  json "), help);
            assertTrue(help.endsWith("Commands of 'gogo' ('help gogo:NAME' tells about one):\n  echo help"), help);
            assertTrue(String.valueOf(session.execute("help whisper:check")).startsWith("Usage: whisperbench check"));
            assertEquals("explained [echo]", session.execute("help echo"));
        }
    }

    @Test
    void closingTakesEverythingBack() throws Exception {
        door.close();

        assertNull(context.getServiceReference(Function.class));
        assertNull(context.getServiceReference(Converter.class));
    }

    @Test
    void whatIsNoReportIsLeftToOthers() {
        PromptConverter text = new PromptConverter(new Colours(true));

        assertNull(text.format("something else", Converter.INSPECT, text));
        assertNull(text.convert(String.class, "x"));
        assertEquals(
                "\u001b[31mthere is no command 'x'; run 'help'\u001b[0m",
                text.format(PromptSetup.unknown("x"), Converter.INSPECT, text));
    }

    @Test
    void coloursAreForTerminalsOfThoseWhoWantThem() {
        assertFalse(Colours.of(Map.of(), null).areOn());
        assertTrue(Colours.areWanted(Map.of("NO_COLOR", "")));
        assertFalse(Colours.areWanted(Map.of("NO_COLOR", "1")));
        assertFalse(Colours.areWanted(Map.of("TERM", "dumb")));
        assertEquals("m  CORRUPT  x", new Colours(false).states("m  CORRUPT  x"));
        assertEquals(
                "m  \u001b[31mCORRUPT\u001b[0m  x  \u001b[32mavailable\u001b[0m",
                new Colours(true).states("m  CORRUPT  x  available"));
        assertEquals("\u001b[33munavailable\u001b[0m: no", new Colours(true).states("unavailable: no"));
    }

    private CommandSession session() {
        CommandSession session = gogo.createSession(
                new ByteArrayInputStream(new byte[0]),
                console().out(),
                console().err());
        session.put("SCOPE", "whisper:gogo:*");
        return session;
    }

    private int script(String lines) {
        ByteArrayInputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        return new ScriptDoor(context, in, console()).applyAsInt(new String[0]);
    }

    private Console console() {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String all() {
        return out.toString(StandardCharsets.UTF_8) + "---\n" + err.toString(StandardCharsets.UTF_8);
    }
}
