/** Tests of files with weights. */
@NullMarked
package org.whisperbench.worker.weights;

import org.jspecify.annotations.NullMarked;
