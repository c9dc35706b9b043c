/** Tests of WhisperKit, against exchanges written from documented formats. */
@NullMarked
package org.whisperbench.backend.whisperkit;

import org.jspecify.annotations.NullMarked;
