package org.whisperbench.backend.mlx;

import java.util.List;
import java.util.Set;
import org.whisperbench.testkit.ProvisionContract;

/** What setup installs for the backends of this bundle. */
final class ProvisionTest extends ProvisionContract {

    @Override
    protected List<Provision> provisions() {
        return List.of(
                new Provision(
                        new MlxWhisperBackend(),
                        Set.of("Mac OS X aarch64"),
                        "3.10 or later",
                        "mlx-whisper==0.4.3 mlx==0.30.3 mlx[cpu]==0.30.3"),
                new Provision(
                        new LightningBackend(),
                        Set.of("Mac OS X aarch64"),
                        "3.10 to 3.11",
                        "lightning-whisper-mlx==0.0.10 mlx==0.30.3 mlx[cpu]==0.30.3"),
                new Provision(
                        new WhisperMpsBackend(),
                        Set.of("Mac OS X aarch64"),
                        "3.11 to 3.13",
                        "whisper-mps==0.0.10 mlx==0.30.3 mlx[cpu]==0.30.3 torch==2.6.0"));
    }
}
