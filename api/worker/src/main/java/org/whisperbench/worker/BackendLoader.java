package org.whisperbench.worker;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.worker.weights.WeightFile;

/**
 * Loads the classes of one backend in a process of its own. What the backend does not bring it gets from the Java platform
 * and from the exported packages of the api and the worker, and from nowhere else: the worker's own libraries stay unseen.
 */
final class BackendLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final List<Path> libraries;
    private final ContentManifests manifests;

    BackendLoader(BackendContent content) throws MalformedURLException {
        super("backend", urls(content.classPath()), new Shared());
        this.libraries = content.libraries();
        this.manifests = new ContentManifests(content.classPath());
    }

    /** Finds what the framework chose for this machine from {@code Bundle-NativeCode}. */
    @Override
    protected @Nullable String findLibrary(String name) {
        String file = System.mapLibraryName(name);
        List<String> names = List.of(file, file.replaceFirst("\\.dylib$", ".jnilib"));
        return libraries.stream()
                .filter(library -> names.contains(String.valueOf(library.getFileName())))
                .findFirst()
                .map(Path::toString)
                .orElse(null);
    }

    /** Gives packages of classes in folders the attributes of the manifest, as those in jars have them. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        if (dot > 0 && getDefinedPackage(name.substring(0, dot)) == null) {
            URL file = findResource(name.replace('.', '/') + ".class");
            manifests.of(file).ifPresent(manifest -> define(name.substring(0, dot), manifest));
        }
        return super.findClass(name);
    }

    private void define(String name, Manifest manifest) {
        try {
            definePackage(name, manifest, null);
        } catch (IllegalArgumentException e) {
            // Another thread was faster.
            Objects.requireNonNull(getDefinedPackage(name), name);
        }
    }

    private static URL[] urls(List<Path> content) throws MalformedURLException {
        URL[] urls = new URL[content.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = content.get(i).toUri().toURL();
        }
        return urls;
    }

    /** What all backends see. */
    private static final class Shared extends ClassLoader {

        private static final List<String> EXPORTED = List.of(
                WhisperBackend.class.getPackageName(),
                BackendLoader.class.getPackageName(),
                WeightFile.class.getPackageName());

        private final ClassLoader own;

        Shared() {
            super("shared", getPlatformClassLoader());
            this.own = BackendLoader.class.getClassLoader();
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            int dot = name.lastIndexOf('.');
            if (dot > 0 && EXPORTED.contains(name.substring(0, dot))) {
                return own.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return isExported(name) ? own.getResource(name) : null;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return isExported(name) ? own.getResources(name) : java.util.Collections.emptyEnumeration();
        }

        private static boolean isExported(String resource) {
            int slash = resource.lastIndexOf('/');
            return slash > 0 && EXPORTED.contains(resource.substring(0, slash).replace('/', '.'));
        }
    }
}
