package org.whisperbench.backend.onnx;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of ONNX Runtime's native libraries for an operating system and an architecture, named as its Java binding
 * names it.
 *
 * @param folder such as {@code linux-x64}; it need not exist
 */
record NativePlatform(String folder) {

    /**
     * Returns the folder of a machine.
     *
     * @param osName value of the system property {@code os.name}
     * @param osArch value of the system property {@code os.arch}
     * @return its platform
     */
    static NativePlatform of(String osName, String osArch) {
        return new NativePlatform(
                system(osName.toLowerCase(Locale.ROOT)) + "-" + architecture(osArch.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns the folder of this machine.
     *
     * @return its platform
     */
    static NativePlatform current() {
        return of(System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown"));
    }

    private static String system(String name) {
        if (name.contains("mac") || name.contains("darwin")) {
            return "osx";
        }
        if (name.contains("win")) {
            return "win";
        }
        return name.contains("linux") ? "linux" : name.replaceAll("[^a-z0-9]", "");
    }

    private static String architecture(String name) {
        return switch (name) {
            case "amd64", "x86_64", "x64" -> "x64";
            case "aarch64", "arm64" -> "aarch64";
            default -> name.replaceAll("[^a-z0-9]", "");
        };
    }

    /**
     * Returns whether the native library for this platform is in the jar.
     *
     * @return whether it is there
     */
    boolean isSupported() {
        return library() != null;
    }

    private @Nullable URL library() {
        String name = folder.startsWith("win")
                ? "onnxruntime.dll"
                : folder.startsWith("osx") ? "libonnxruntime.dylib" : "libonnxruntime.so";
        return NativePlatform.class.getResource("/ai/onnxruntime/native/" + folder + "/" + name);
    }

    /**
     * Returns the folder with the native libraries, where this backend's content lies unpacked on disk, as in a process of
     * its own: from there they are loaded without a copy.
     *
     * @return absolute path, or empty if they are inside a jar
     */
    Optional<Path> unpacked() {
        URL library = library();
        if (library == null || !library.getProtocol().equals("file")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Path.of(library.toURI()).getParent());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
