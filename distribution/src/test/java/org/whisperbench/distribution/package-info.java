/** End-to-end tests: the packed archive, unpacked and run as a user runs it. */
@NullMarked
package org.whisperbench.distribution;

import org.jspecify.annotations.NullMarked;
