package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.catalog.Selection;
import picocli.CommandLine.Option;

/** Which models a command is about. */
final class ModelFlags {

    @Option(
            names = {"-b", "--backend"},
            paramLabel = "BACKEND",
            description = "only this backend: its id, or id@version; may be repeated (default: every backend)")
    private List<String> backends = new ArrayList<>();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "only this model: a name, backend/name, a size such as tiny, or the path of a folder;"
                    + " may be repeated (default: see the command)")
    private List<String> models = new ArrayList<>();

    Selection selection() {
        return selection(false);
    }

    Selection selection(boolean inProcess) {
        return new Selection(backends, models, inProcess);
    }

    boolean namesBackends() {
        return !backends.isEmpty();
    }

    boolean namesModels() {
        return !models.isEmpty();
    }
}
