package org.whisperbench.backend.faster;

import java.util.List;
import java.util.Set;
import org.whisperbench.testkit.ProvisionContract;

/** What setup installs for the backends of this bundle. */
final class ProvisionTest extends ProvisionContract {

    @Override
    protected List<Provision> provisions() {
        return List.of(
                new Provision(
                        new FasterWhisperBackend(),
                        Set.of("Mac OS X aarch64", "Mac OS X x86_64", "Windows 11 amd64"),
                        "3.10 or later",
                        "faster-whisper==1.2.1 ctranslate2==4.8.1 numpy"),
                new Provision(
                        new InsanelyFastBackend(),
                        Set.of("Mac OS X aarch64", "Windows 11 amd64", "Windows 11 aarch64"),
                        "3.10 or later",
                        "transformers==5.17.0 torch==2.13.0 numpy"));
    }
}
