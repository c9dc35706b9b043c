/** A backend that misbehaves as it is told, to show what becomes of it. */
@NullMarked
package org.whisperbench.testkit.rogue;

import org.jspecify.annotations.NullMarked;
