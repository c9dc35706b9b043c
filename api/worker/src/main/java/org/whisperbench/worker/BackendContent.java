package org.whisperbench.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backend brings into a process of its own.
 *
 * @param classPath jars and folders, absolute
 * @param libraries files of native libraries that its classes ask for with {@link System#loadLibrary}, absolute
 */
public record BackendContent(List<Path> classPath, List<Path> libraries) {

    /** Before the libraries among the arguments of a program: no absolute path. */
    private static final String LIBRARIES = "libraries:";

    /** Copies the lists. */
    public BackendContent {
        classPath = List.copyOf(classPath);
        libraries = List.copyOf(libraries);
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        classPath.forEach(element -> arguments.add(element.toString()));
        arguments.add(LIBRARIES);
        libraries.forEach(library -> arguments.add(library.toString()));
        return arguments;
    }

    static BackendContent of(List<String> arguments) {
        int border = arguments.indexOf(LIBRARIES);
        return new BackendContent(
                arguments.subList(0, border).stream().map(Path::of).toList(),
                arguments.subList(border + 1, arguments.size()).stream()
                        .map(Path::of)
                        .toList());
    }
}
