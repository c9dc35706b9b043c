package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Availability;

final class NativePlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x64, true",
        "Linux, x86_64, linux-x64, true",
        "Linux, aarch64, linux-aarch64, true",
        "Mac OS X, aarch64, osx-aarch64, true",
        "Mac OS X, arm64, osx-aarch64, true",
        "Darwin, aarch64, osx-aarch64, true",
        "Windows 11, amd64, win-x64, true",
        "Windows Server 2022, x86_64, win-x64, true",
        "Mac OS X, x86_64, osx-x64, false",
        "Windows 11, aarch64, win-aarch64, false",
        "Linux, i386, linux-i386, false",
        "Linux, ppc64le, linux-ppc64le, false",
        "Linux, riscv64, linux-riscv64, false",
        "FreeBSD, amd64, freebsd-x64, false",
        "SunOS, sparcv9, sunos-sparcv9, false"
    })
    void aPlatformIsSupportedWhereItsLibraryIsInTheJar(String name, String arch, String folder, boolean supported) {
        NativePlatform platform = NativePlatform.of(name, arch);

        assertEquals(folder, platform.folder());
        assertEquals(supported, platform.isSupported());
        assertEquals(supported, OnnxBackend.availability(platform).isAvailable());
    }

    @Test
    void theVersionOfTheEngineIsToldWithoutLoadingIt() {
        Availability.Available here = assertInstanceOf(
                Availability.Available.class, OnnxBackend.availability(NativePlatform.of("Linux", "amd64")));

        assertTrue(here.engineVersion().matches("\\d+\\.\\d+\\.\\d+"), here.engineVersion());
    }

    @Test
    void anIntelMacIsToldWhatIsMissingAndWhatHelps() {
        Availability.Unavailable mac = assertInstanceOf(
                Availability.Unavailable.class, OnnxBackend.availability(NativePlatform.of("Mac OS X", "x86_64")));

        assertTrue(mac.reason().contains("'osx-x64'"), mac.reason());
        assertTrue(mac.remedy().contains("another backend"), mac.remedy());
    }
}
