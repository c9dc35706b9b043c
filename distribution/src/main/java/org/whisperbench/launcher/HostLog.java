package org.whisperbench.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;
import org.slf4j.Logger;

/**
 * Where log events go: everything from INFO on to the file of this process, from WARN on also to standard error, each in
 * one line without a stack trace. Set up here rather than in XML, which costs a tenth of a second at every start.
 */
public final class HostLog extends ContextAwareBase implements Configurator {

    private static final String FILE_PROPERTY = "whisperbench.log.file";

    /** Creates the configurator; Logback calls it. */
    public HostLog() {
        // Work begins in configure.
    }

    /** Says which file to write to; must come before the first logger is used. */
    static void writeTo(Path file) {
        System.setProperty(FILE_PROPERTY, file.toString());
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        setContext(context);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        String file = System.getProperty(FILE_PROPERTY);
        if (file != null) {
            FileAppender<ILoggingEvent> appender = new FileAppender<>();
            appender.setFile(file);
            appender.setAppend(false);
            attach(root, appender, "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{1} - %msg%n");
        }
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget(ConsoleTarget.SystemErr.getName());
        ThresholdFilter warnings = new ThresholdFilter();
        warnings.setLevel(Level.WARN.toString());
        warnings.start();
        console.addFilter(warnings);
        attach(root, console, "whisperbench: %msg%n%nopex");
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private void attach(
            ch.qos.logback.classic.Logger root, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(getContext());
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(getContext());
        appender.setEncoder(encoder);
        appender.start();
        root.addAppender(appender);
    }
}
