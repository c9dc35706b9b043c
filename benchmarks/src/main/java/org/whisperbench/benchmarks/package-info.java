/**
 * Measures Whisperbench itself: benchmarks of single parts, a comparison with transformers on the same models, and the
 * time that one command takes to start. Everything runs from the root of the checkout.
 */
@NullMarked
package org.whisperbench.benchmarks;

import org.jspecify.annotations.NullMarked;
