/** Tests of the engines in Python for MLX. */
@NullMarked
package org.whisperbench.backend.mlx;

import org.jspecify.annotations.NullMarked;
