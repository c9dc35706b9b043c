/** WhisperKit: Whisper on Core ML, through its vendor's command line, on Macs with Apple silicon. */
@NullMarked
package org.whisperbench.backend.whisperkit;

import org.jspecify.annotations.NullMarked;
