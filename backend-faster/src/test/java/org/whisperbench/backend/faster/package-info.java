/** Tests of the engines in Python for CTranslate2 and PyTorch. */
@NullMarked
package org.whisperbench.backend.faster;

import org.jspecify.annotations.NullMarked;
