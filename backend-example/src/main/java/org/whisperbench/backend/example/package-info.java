/** A complete backend of four small files, to copy from: it answers a fixed text after a set delay. */
@NullMarked
package org.whisperbench.backend.example;

import org.jspecify.annotations.NullMarked;
