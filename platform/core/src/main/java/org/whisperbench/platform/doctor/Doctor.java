package org.whisperbench.platform.doctor;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks an installation over: Java, processor, folders, bundles, backends, the parts of
 * their engines, network settings. It reads, and changes nothing
 * except where {@link #clean} says so; it uses no network and loads no engine.
 *
 * <p>May be used by several threads at once.
 */
@ProviderType
public interface Doctor {

    /**
     * Looks at everything.
     *
     * @return the findings of now
     */
    Diagnosis examine();

    /**
     * Lists what is in the cache folder of this user. All of it may be deleted; it is made again when needed.
     *
     * @return one entry each, sorted by path; empty if the host names no such folder
     */
    List<CacheEntry> caches();

    /**
     * Deletes entries that no process uses.
     *
     * @param entries of {@link #caches}
     * @return the entries that are gone now
     */
    List<CacheEntry> clean(List<CacheEntry> entries);
}
