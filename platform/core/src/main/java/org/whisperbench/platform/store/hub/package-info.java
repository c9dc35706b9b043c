/**
 * The cache of a Hugging Face compatible hub on disk, byte for byte as huggingface_hub reads and writes it. Private to
 * the bundle; it has no network.
 *
 * <p>Source of the layout: huggingface_hub 1.33 and 2.0, the guide "Manage your cache" and what those versions leave on
 * disk.
 */
@NullMarked
package org.whisperbench.platform.store.hub;

import org.jspecify.annotations.NullMarked;
