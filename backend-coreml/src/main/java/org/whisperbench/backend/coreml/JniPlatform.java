package org.whisperbench.backend.coreml;

import java.util.Locale;

/**
 * The folder of whisper-jni's native libraries for an operating system and an architecture.
 *
 * @param folder such as {@code debian-amd64}; it need not exist
 * @param library the library that the others hang on
 */
record JniPlatform(String folder, String library) {

    static JniPlatform of(String osName, String osArch) {
        String system = osName.toLowerCase(Locale.ROOT);
        String architecture = architecture(osArch.toLowerCase(Locale.ROOT));
        if (system.contains("mac") || system.contains("darwin")) {
            return new JniPlatform("macos-" + architecture, "libwhisper-jni.dylib");
        }
        return system.contains("win")
                ? new JniPlatform("win-" + architecture, "whisper-jni_full.dll")
                : new JniPlatform(
                        (system.contains("linux") ? "debian" : system.replaceAll("[^a-z0-9]", "")) + "-" + architecture,
                        "libwhisper-jni.so");
    }

    static JniPlatform current() {
        return of(System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown"));
    }

    private static String architecture(String name) {
        return switch (name) {
            case "amd64", "x86_64", "x64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "arm", "armv7l", "arm32" -> "armv7l";
            default -> name.replaceAll("[^a-z0-9]", "");
        };
    }

    /** Whether the native libraries for this platform are in this bundle. */
    boolean isSupported() {
        return JniPlatform.class.getResource("/" + folder + "/" + library) != null;
    }
}
