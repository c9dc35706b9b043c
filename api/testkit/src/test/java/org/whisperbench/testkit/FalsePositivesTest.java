package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of what libraries load although it is broken: each row names tests, and these are there. */
class FalsePositivesTest {

    private static final Path CHECKOUT = Path.of(System.getProperty("whisperbench.checkout", "../.."));
    private static final String HEADING = "## What loading alone does not show";
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

    @Test
    void everyRowNamesATestThatIsThere() throws IOException {
        String page = Files.readString(CHECKOUT.resolve("docs/backends/README.md"));
        List<String> rows = page.substring(page.indexOf(HEADING))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| library"))
                .toList();

        assertEquals(10, rows.size(), rows::toString);
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            List<String> named = new ArrayList<>();
            while (test.find()) {
                named.add(test.group());
                String source = source(test.group(1));
                assertTrue(source.contains("void " + test.group(2) + "("), test::group);
            }
            assertTrue(!named.isEmpty(), row);
        }
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            for (Path module : modules.filter(
                            m -> String.valueOf(m.getFileName()).startsWith("backend-"))
                    .toList()) {
                Path tests = module.resolve("src/test/java");
                try (Stream<Path> files = Files.isDirectory(tests) ? Files.walk(tests) : Stream.empty()) {
                    Path found = files.filter(f -> f.endsWith(test + ".java"))
                            .findFirst()
                            .orElse(null);
                    if (found != null) {
                        return Files.readString(found);
                    }
                }
            }
        }
        throw new AssertionError("there is no " + test);
    }
}
