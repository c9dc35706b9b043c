package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** Lists our commands first, then those of others by their scopes; explains one of ours itself and lets Gogo explain the rest. */
final class PromptHelp implements Function {

    private static final int WIDTH = 96;
    private static final String ALL_COMMANDS = ".commands";

    private final PromptFunction ours;

    PromptHelp(PromptFunction ours) {
        this.ours = ours;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        if (arguments.isEmpty()) {
            return list(session);
        }
        String name = String.valueOf(arguments.get(0));
        String own = name.startsWith(GogoDoor.SCOPE + ":") ? name.substring(name.indexOf(':') + 1) : name;
        boolean isTheirs = !CommandRunner.names().contains(own) && isCommand(session, name);
        return isTheirs ? session.execute("gogo:help " + name) : ours.execute(session, List.of(own));
    }

    private String list(CommandSession session) throws Cancelled {
        List<String> lines = new ArrayList<>();
        lines.add(String.valueOf(ours.execute(session, List.of())).stripTrailing());
        lines.add("");
        lines.add("At the prompt also:");
        lines.addAll(PromptOnly.help());
        Map<String, TreeSet<String>> others = new TreeMap<>();
        for (String command : all(session)) {
            String scope = command.substring(0, command.indexOf(':'));
            String name = command.substring(scope.length() + 1);
            if (!scope.equals(GogoDoor.SCOPE) && !name.startsWith("_")) {
                others.computeIfAbsent(scope, s -> new TreeSet<>()).add(name);
            }
        }
        others.forEach((scope, names) -> {
            lines.add("");
            lines.add("Commands of '%s' ('help %s:NAME' tells about one):".formatted(scope, scope));
            lines.addAll(wrapped(names));
        });
        return String.join("\n", lines);
    }

    private static List<String> wrapped(Collection<String> names) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" ");
        for (String name : names) {
            if (line.length() + name.length() >= WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ");
            }
            line.append(' ').append(name);
        }
        lines.add(line.toString());
        return lines;
    }

    private static boolean isCommand(CommandSession session, String name) {
        return all(session).stream().anyMatch(c -> c.equals(name) || c.endsWith(":" + name));
    }

    private static List<String> all(CommandSession session) {
        return session.get(ALL_COMMANDS) instanceof Collection<?> commands
                ? commands.stream()
                        .map(String::valueOf)
                        .filter(c -> c.contains(":"))
                        .toList()
                : List.of();
    }
}
