package org.whisperbench.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.isolate.IsolationSettings;
import org.whisperbench.platform.isolate.IsolationSettings.Which;

/**
 * The properties that say how engines are kept apart from the host:
 *
 * <ul>
 *   <li>{@code whisperbench.isolation}: which backends run in processes of their own: {@code native} (the default),
 *       {@code always} or {@code never}
 *   <li>{@code whisperbench.timeout.seconds}: how long a call may take where the user sets no limit; a transcription has 20
 *       times the length of its audio besides; default 600
 *   <li>{@code whisperbench.idle.seconds}: how long a loaded model may wait for a call before its process ends; 0 lets it
 *       wait for ever; default 300
 *   <li>{@code whisperbench.worker.options}: further options of the child's virtual machine, separated by spaces
 *   <li>{@code whisperbench.caches}: the user's cache folder, where engines may keep what they can make again; default: none
 * </ul>
 */
final class IsolationKeys {

    private static final String WHICH = "whisperbench.isolation";
    private static final String TIMEOUT = "whisperbench.timeout.seconds";
    private static final String IDLE = "whisperbench.idle.seconds";
    private static final String CACHES = "whisperbench.caches";
    private static final String OPTIONS = "whisperbench.worker.options";

    private IsolationKeys() {}

    /**
     * Reads the settings.
     *
     * @param properties the values of the keys
     * @throws IllegalArgumentException if a value means nothing
     */
    static IsolationSettings read(Settings properties) {
        IsolationSettings defaults = IsolationSettings.defaults();
        return new IsolationSettings(
                properties.text(WHICH).map(IsolationKeys::which).orElse(defaults.which()),
                properties.text(TIMEOUT).map(text -> seconds(TIMEOUT, text, 1)).orElse(defaults.timeout()),
                properties.text(IDLE).map(text -> seconds(IDLE, text, 0)).orElse(defaults.idle()),
                options(properties));
    }

    private static List<String> options(Settings properties) {
        List<String> options = new ArrayList<>();
        properties.paths(CACHES).stream().findFirst().ifPresent(folder -> options.add("-D" + CACHES + "=" + folder));
        properties.text(OPTIONS).ifPresent(text -> options.addAll(List.of(text.split("\\s+", -1))));
        return options;
    }

    private static Which which(String text) {
        return Arrays.stream(Which.values())
                .filter(which -> which.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> refused(WHICH, text, "'native', 'always' or 'never'"));
    }

    static Duration seconds(String key, String text, int least) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least) {
            throw refused(key, text, "a number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static IllegalArgumentException refused(String key, String text, String wanted) {
        return new IllegalArgumentException(
                "'%s' is '%s', not %s; correct the configuration".formatted(key, text, wanted));
    }
}
