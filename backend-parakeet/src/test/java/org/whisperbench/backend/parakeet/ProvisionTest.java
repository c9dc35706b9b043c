package org.whisperbench.backend.parakeet;

import java.util.List;
import java.util.Set;
import org.whisperbench.testkit.ProvisionContract;

/** What setup installs for the backends of this bundle. */
final class ProvisionTest extends ProvisionContract {

    @Override
    protected List<Provision> provisions() {
        return List.of(new Provision(
                new ParakeetBackend(),
                Set.of("Mac OS X aarch64"),
                "3.10 or later",
                "parakeet-mlx==0.5.1 mlx==0.30.3 mlx[cpu]==0.30.3"));
    }
}
