/** faster-whisper (CTranslate2) and insanely-fast-whisper (PyTorch), each in Python in an environment of its own. */
@NullMarked
package org.whisperbench.backend.faster;

import org.jspecify.annotations.NullMarked;
