package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The door at the prompt: each command is a function of the scope {@code whisper}, which returns its {@link Answer}. */
final class GogoDoor implements AutoCloseable {

    private static final String SCOPE = "whisper";

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    GogoDoor(BundleContext context, CommandRunner runner, Supplier<Console> console) {
        for (String name : CommandRunner.names()) {
            registrations.add(context.registerService(
                    Function.class,
                    new Command(name, runner, console),
                    FrameworkUtil.asDictionary(
                            Map.of("osgi.command.scope", SCOPE, "osgi.command.function", new String[] {name}))));
        }
        registrations.add(context.registerService(
                Converter.class,
                new AnswerText(),
                FrameworkUtil.asDictionary(Map.of("osgi.converter.classes", Answer.class.getName()))));
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private record Command(String name, CommandRunner runner, Supplier<Console> console) implements Function {

        @Override
        public Object execute(CommandSession session, List<Object> arguments) {
            List<String> words = new ArrayList<>(List.of(name));
            arguments.forEach(argument -> words.add(String.valueOf(argument)));
            Console streams = console.get();
            Answer answer = runner.run(words, new ProgressLines(streams.err(), System::nanoTime));
            answer.notes().forEach(note -> streams.err().println(note));
            streams.err().flush();
            return answer;
        }
    }

    /** Shows an answer's text where Gogo would show the record. */
    private static final class AnswerText implements Converter {

        @Override
        public @org.jspecify.annotations.Nullable Object convert(Class<?> type, Object value) {
            return null;
        }

        @Override
        public @org.jspecify.annotations.Nullable CharSequence format(Object target, int level, Converter escape) {
            return target instanceof Answer answer ? answer.text() : null;
        }
    }
}
