/** Tests of Parakeet in Python for MLX. */
@NullMarked
package org.whisperbench.backend.parakeet;

import org.jspecify.annotations.NullMarked;
