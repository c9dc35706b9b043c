package org.whisperbench.launcher;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.osgi.framework.Constants;

/** The framework's configuration: where things are, and how the hot folders are watched. */
final class HostConfiguration {

    private static final int POLL_MILLIS = 100;
    private static final String HOT_FOLDERS = "whisperbench.backends";
    /** SLF4J lies on the class path, since as a bundle it would need a service-loader mediator. */
    private static final String SLF4J = "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,"
            + "org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20";

    /** The parser of commands, there because the archive of classes of 25 has none of bundles. */
    private static final String PICOCLI = "picocli;version=4.7.7";

    private HostConfiguration() {}

    /** What the file of settings says comes before what follows from the folders. */
    static Map<String, Object> of(Installation installation, UserFolders user, FrameworkSlot slot) {
        Properties settings = new Properties();
        settings.setProperty("whisperbench.version", installation.version());
        settings.setProperty("whisperbench.home", installation.home().toString());
        settings.setProperty(
                "whisperbench.models", installation.home().resolve("models").toString());
        settings.setProperty(
                "whisperbench.samples", installation.home().resolve("samples").toString());
        settings.setProperty(
                HOT_FOLDERS, installation.home().resolve("backends") + File.pathSeparator + user.backends());
        settings.setProperty(
                "whisperbench.results",
                user.backends().resolveSibling("results").toString());
        // An empty value is the default, as a line without its comment sign has it; nobody means a blank at the end.
        Properties own = installation.settings();
        own.stringPropertyNames().stream()
                .filter(key -> !own.getProperty(key).isBlank())
                .forEach(key -> settings.setProperty(key, own.getProperty(key).strip()));
        settings.setProperty("whisperbench.history", user.history().toString());
        settings.setProperty("gosh.home", installation.home().resolve("conf").toString());
        settings.setProperty("whisperbench.cache", slot.folder().toString());
        settings.setProperty("whisperbench.caches", user.cache().toString());
        settings.setProperty("whisperbench.scratch", slot.scratch().toString());
        settings.setProperty("whisperbench.log", slot.log().toString());
        // What other code prints goes to the log.
        settings.setProperty("whisperbench.console", "process");
        settings.setProperty(Constants.FRAMEWORK_STORAGE, slot.framework().toString());
        settings.setProperty(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SLF4J + "," + PICOCLI);
        settings.setProperty("felix.cache.locking", "false");
        settings.setProperty("felix.log.level", "2");
        // A few bundles are resolved before threads that help with it would have started.
        settings.setProperty("felix.resolver.parallelism", "1");
        watch(settings, slot);

        Map<String, Object> configuration = new HashMap<>();
        settings.stringPropertyNames().forEach(key -> configuration.put(key, settings.getProperty(key)));
        configuration.put("felix.log.logger", new FrameworkLog());
        return configuration;
    }

    /** See the page of Apache Felix File Install for these keys. */
    private static void watch(Properties settings, FrameworkSlot slot) {
        List<String> variables = new ArrayList<>();
        for (String folder : List.of(settings.getProperty(HOT_FOLDERS).split(File.pathSeparator, -1))) {
            String name = "whisperbench.hot." + variables.size();
            settings.setProperty(name, escaped(folder));
            variables.add("${" + name + "}");
        }
        // By way of variables, which are replaced after the list was split: paths may have commas in them.
        settings.setProperty("felix.fileinstall.dir", String.join(",", variables));
        settings.setProperty("felix.fileinstall.poll", Integer.toString(POLL_MILLIS));
        settings.setProperty("felix.fileinstall.filter", ".*\\.jar");
        settings.setProperty("felix.fileinstall.noInitialDelay", "true");
        settings.setProperty("felix.fileinstall.enableConfigSave", "false");
        settings.setProperty("felix.fileinstall.disableNio2", "true");
        settings.setProperty("felix.fileinstall.log.default", "jul");
        settings.setProperty("felix.fileinstall.log.level", "1");
        settings.setProperty(
                "felix.fileinstall.tmpdir",
                escaped(slot.folder().resolve("fileinstall").toString()));
    }

    /** File Install replaces variables in a path, too, unless told that a brace is a brace. */
    private static String escaped(String path) {
        return path.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}");
    }
}
