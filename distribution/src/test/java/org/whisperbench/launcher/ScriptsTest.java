package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two launchers decide the same; the one for Windows cannot be run here, so its text is held against the other's. */
class ScriptsTest {

    private final String unix = code("whisperbench", "#");
    private final String windows = code("whisperbench.cmd", "rem ");

    ScriptsTest() throws IOException {
        // The fields are read.
    }

    @Test
    void bothHandTheSameOptionsToJava() {
        Pattern option =
                Pattern.compile("(?<=[\\s='\"])(?:-X[\\w:+=*]+|--[a-z-]+=[\\w-]+|-D[\\w.]+(?:=(?:java\\.base|true))?)");

        Set<String> expected = found(option, unix);

        assertTrue(expected.contains("-XX:+UseSerialGC"), expected::toString);
        assertTrue(expected.contains("-XX:AOTCache="), expected::toString);
        assertTrue(expected.contains("--sun-misc-unsafe-memory-access=allow"), expected::toString);
        assertEquals(expected, found(option, windows));
    }

    @Test
    void bothDecideByTheSameReleasesOfJava() {
        assertEquals(
                found(Pattern.compile("(?<=-ge )\\d+"), unix),
                found(Pattern.compile("(?<=(?:GEQ|LSS) )\\d+"), windows));
    }

    @Test
    void whatBelongsTo24AndLaterIsBehindThatQuestion() {
        List<String> guarded = windows.lines()
                .filter(line -> line.contains("unsafe-memory") || line.contains("aot*"))
                .toList();

        assertEquals(2, guarded.size());
        guarded.forEach(line -> assertTrue(line.startsWith("if %WB_MAJOR% GEQ 24 set "), line));
        windows.lines()
                .filter(line -> line.contains("AOT"))
                .forEach(line -> assertTrue(line.startsWith("if %WB_MAJOR% GEQ 25 set "), line));
    }

    @Test
    void bothListTheSameCommandsAsQuick() {
        List<String> ofUnix =
                List.of(one("(.*)\\) brief='-XX:TieredStopAtLevel=1 ", unix).split(" \\| ", -1));
        List<String> ofWindows =
                List.of(one("for %%C in \\((.*?)\\) do if", windows).split(" ", -1));

        assertEquals(ofUnix, ofWindows);
        assertTrue(ofUnix.contains("doctor"), ofUnix::toString);
    }

    @Test
    void bothHaveTheSameSwitchesAndTheSameWords() {
        Pattern variable = Pattern.compile("\\b(?:WHISPERBENCH_\\w+|ORT_\\w+|DO_NOT_TRACK|JAVA_HOME)\\b");
        assertEquals(found(variable, unix), found(variable, windows));
        for (String words : List.of(
                "no Java found; install a JDK, 17 or later, or set JAVA_HOME",
                "in it; correct it or unset it",
                "; Whisperbench needs 17 or later")) {
            assertTrue(unix.contains(words) && windows.contains(words), words);
        }
    }

    @Test
    void bothMakeTheArchiveBesideAndRenameItAndOneAtATime() {
        assertTrue(unix.contains("mv -f \"$archive.making/new\" \"$archive\""));
        assertTrue(windows.contains("move /y \"%WB_ARCHIVE%.making\\new\" \"%WB_ARCHIVE%\""));
        assertTrue(unix.contains("mkdir \"$archive.making\""));
        assertTrue(windows.contains("mkdir \"%WB_ARCHIVE%.making\""));
        assertTrue(
                unix.contains("make_archive < /dev/null > /dev/null 2>&1 &"), "in the background, without our streams");
        assertTrue(windows.contains("start \"\" /b /low") && windows.contains("<nul >nul 2>nul"));
    }

    /** In one the jars' dates are compared with the archive's, in the other with what they were when it was made. */
    @Test
    void bothUseAnArchiveOnlyIfItWasMadeOfTheJarsThatAreThere() {
        assertEquals(List.of("lib/*.jar", "bundles/*.jar"), all("\"\\$home\"/(\\S+\\.jar)", unix));
        assertEquals(
                List.of("lib\\*.jar bundles\\*.jar"),
                all("for %%J in \\((.*?)\\) do set \"WB_JARS=!WB_JARS! %%~tzJ\"", windows));

        assertTrue(unix.contains("[ \"$jar\" -nt \"$archive\" ]"));
        assertTrue(windows.contains("if \"%WB_MADE_OF%\"==\"%WB_JARS%\" set \"WB_FRESH=yes\""));
        assertBefore("set \"WB_FRESH=\"", "set \"WB_FRESH=yes\"");
        assertBefore("if not exist \"%WB_ARCHIVE%.jars\" exit /b 0", "set \"WB_FRESH=yes\"");

        assertTrue(unix.contains("if is_fresh; then\n        archived=$use$archive\n    else\n        make_archive "));
        assertBefore("call :isfresh", "if defined WB_FRESH set WB_ARCHIVED=\"%WB_USE%%WB_ARCHIVE%\"");
        assertEquals(1, all("(set WB_ARCHIVED=\")", windows).size(), "no other way to use an archive");
        assertBefore("if defined WB_ARCHIVED goto run", "set \"WB_TASK=make archive\"");
        assertBefore(
                "move /y \"%WB_ARCHIVE%.making\\new\" \"%WB_ARCHIVE%\"",
                "move /y \"%WB_ARCHIVE%.making\\jars\" \"%WB_ARCHIVE%.jars\"");
        assertBefore(">\"%WB_ARCHIVE%.making\\jars\" echo(%WB_JARS%", "\"%WB_MAKE%%WB_ARCHIVE%.making\\new\"");
    }

    @Test
    void bothTryAgainAnHourAfterATryThatFailed() {
        assertEquals("60", one("find \"\\$archive\\.making\" -prune -mmin \\+(\\d+)", unix));
        assertEquals(
                "60",
                one(
                        "'\\.making'\\)\\)\\.LastWriteTime -gt \\(Get-Date\\)\\.AddMinutes\\(-(\\d+)\\)\\) \\{ exit 1 }",
                        windows));
        // The date is that of the new try, so that no third begins meanwhile.
        assertTrue(unix.contains("touch \"$archive.making\""));
        assertTrue(windows.contains(
                "rmdir /s /q \"%WB_ARCHIVE%.making\"\nmkdir \"%WB_ARCHIVE%.making\" 2>nul || exit /b 1\n"));
        assertTrue(unix.contains("[ -s \"$archive.making/new\" ]"));
        assertTrue(windows.contains("if not exist \"%WB_ARCHIVE%.making\\new\" exit /b 1"));
    }

    @Test
    void whatTheScriptForWindowsDoesInTheBackgroundIsOneTaskOfItself() {
        assertBefore("if \"%WB_TASK%\"==\"make archive\" goto makearchive", "set \"WB_HOME=");
        assertBefore("start \"\" /b /low \"%COMSPEC%\" /d /c ^\"\"%~f0\"^\" <nul >nul 2>nul", "set \"WB_TASK=\"\n");
        for (String label : all("(?:goto|call) :?(\\w+)", windows)) {
            assertTrue(windows.contains("\n:" + label + "\n"), label);
        }
        // Each part ends before the next label begins.
        for (String label : List.of("isfresh", "makearchive", "nojava", "oldjava")) {
            String before =
                    windows.substring(0, windows.indexOf("\n:" + label + "\n")).stripTrailing();
            assertTrue(before.substring(before.lastIndexOf('\n') + 1).startsWith("exit /b "), label);
        }
    }

    private void assertBefore(String first, String second) {
        assertTrue(windows.contains(first), first);
        assertTrue(windows.indexOf(first) < windows.indexOf(second), second);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void bothEndWithTheExitCodeOfTheCommand() {
        assertTrue(
                unix.stripTrailing().lines().reduce((a, b) -> b).orElseThrow().startsWith("exec \"$java\" "));
        assertTrue(windows.contains("Launcher %*\nexit /b %ERRORLEVEL%\n"));
        assertTrue(windows.contains("disabledelayedexpansion"), "or an exclamation mark in an argument would be lost");
    }

    private static String one(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(TreeSet::new, Set::add, Set::addAll);
    }

    /** A script without its comments. */
    private static String code(String name, String comment) throws IOException {
        return Files.readString(Path.of("src/main/bin").resolve(name))
                .lines()
                .filter(line -> !line.strip().startsWith(comment))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
