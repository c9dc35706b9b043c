package org.whisperbench.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log events go: everything from INFO on to the file of this process, from WARN on also to standard error, each in
 * one line without a stack trace. As JSON, all of them go to both, an object in a line. Set up here rather than in XML, which costs a tenth of a second at every start.
 */
public final class HostLog extends ContextAwareBase implements Configurator {

    private static final String FILE_PROPERTY = "whisperbench.log.file";
    private static final String CONSOLE = "console";
    private static final String JSON_PROPERTY = "whisperbench.log.json";

    /** Creates the configurator; Logback calls it. */
    public HostLog() {
        // Work begins in configure.
    }

    /** Says which file to write to, and whether as JSON; must come before the first logger is used. */
    static void writeTo(Path file, boolean json) {
        System.setProperty(FILE_PROPERTY, file.toString());
        System.setProperty(JSON_PROPERTY, Boolean.toString(json));
    }

    /** Says nothing more on standard error. */
    static void onlyToFile() {
        ch.qos.logback.classic.Logger root =
                (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(CONSOLE);
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        setContext(context);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        boolean json = Boolean.getBoolean(JSON_PROPERTY);
        String file = System.getProperty(FILE_PROPERTY);
        if (file != null) {
            FileAppender<ILoggingEvent> appender = new FileAppender<>();
            appender.setFile(file);
            appender.setAppend(false);
            attach(
                    root,
                    appender,
                    json ? json() : text("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{1} - %msg%n"));
        }
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName(CONSOLE);
        console.setTarget(ConsoleTarget.SystemErr.getName());
        ThresholdFilter shown = new ThresholdFilter();
        shown.setLevel((json ? Level.INFO : Level.WARN).toString());
        shown.start();
        console.addFilter(shown);
        attach(root, console, json ? json() : text("whisperbench: %msg%n%nopex"));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> text(String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(pattern);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithMDC(false);
        encoder.setWithMarkers(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }

    private void attach(
            ch.qos.logback.classic.Logger root,
            OutputStreamAppender<ILoggingEvent> appender,
            Encoder<ILoggingEvent> encoder) {
        encoder.setContext(getContext());
        encoder.start();
        appender.setContext(getContext());
        appender.setEncoder(encoder);
        appender.start();
        root.addAppender(appender);
    }
}
