/** Tests of what turns measurements into tables. */
@NullMarked
package org.whisperbench.benchmarks;

import org.jspecify.annotations.NullMarked;
