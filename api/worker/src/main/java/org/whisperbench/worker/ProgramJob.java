package org.whisperbench.worker;

import java.nio.file.Path;
import java.time.Duration;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.TranscribeOptions;

/**
 * One call of a vendor's program.
 *
 * @param model the model as the program is to see it: links to its declared files
 * @param wav absolute path of a recording: 16 bit, mono, 16 000 Hz
 * @param length how long the recording is
 * @param options what the user asked for
 * @param output absolute path of an empty folder for whatever the program writes
 */
public record ProgramJob(ResolvedModel model, Path wav, Duration length, TranscribeOptions options, Path output) {}
