package org.whisperbench.platform.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.whisperbench.platform.hotfolder.HotJar;

/** Jars in hot folders of which nothing runs, and why. */
final class HotFolderFindings {

    private HotFolderFindings() {}

    static List<Finding> of(BundleContext context, Map<Path, String> refused) {
        List<Finding> findings = new ArrayList<>();
        refused.forEach((jar, reason) -> {
            Bundle bundle = context.getBundle(new HotJar(jar).location());
            // Of a bundle that does not resolve there is a finding already.
            if (bundle == null || bundle.getState() != Bundle.INSTALLED) {
                findings.add(refusal(jar, reason));
            }
        });
        for (Bundle bundle : context.getBundles()) {
            HotJar.of(bundle)
                    .filter(jar -> bundle.getState() == Bundle.RESOLVED && !refused.containsKey(jar.path()))
                    .ifPresent(jar -> findings.add(Finding.warning(
                            "bundle '%s' %s".formatted(bundle.getSymbolicName(), bundle.getVersion()),
                            "it does not run, since somebody stopped it",
                            "type 'felix:start %d' at the prompt, or delete '%s'"
                                    .formatted(bundle.getBundleId(), jar.path()))));
        }
        return findings;
    }

    /** What may be done follows the first semicolon, where the reason says it. */
    private static Finding refusal(Path jar, String reason) {
        String[] parts = reason.split("; ", 2);
        return Finding.warning(
                "jar '" + jar + "'", parts[0], parts.length == 2 ? parts[1] : "replace the jar, or delete it");
    }
}
