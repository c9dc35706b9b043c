/** NVIDIA's Parakeet on MLX, in Python: on a Mac's graphics processor, and on Linux as far as MLX runs there. */
@NullMarked
package org.whisperbench.backend.parakeet;

import org.jspecify.annotations.NullMarked;
