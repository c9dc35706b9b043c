/**
 * Engines in processes of their own. A {@link org.whisperbench.worker.WorkerProcess} starts and supervises a worker and
 * calls it; a {@link org.whisperbench.worker.WorkerServer} is the worker's side in Java, and
 * {@link org.whisperbench.worker.PythonPackage} lays out the worker's side in Python.
 *
 * <p>Both speak JSON-RPC 2.0 in frames of RFC 7464 (0x1E, JSON, line feed) on standard input and output. What a worker
 * writes to standard output outside of a frame, and to standard error, is log. Methods: {@code initialize}, {@code load},
 * {@code verify}, {@code transcribe}, {@code features}, {@code unload}, {@code shutdown}. Notifications of a worker:
 * {@code progress}, which is also its heartbeat, and {@code log}. A result is an object of {@code value}, the
 * {@code nanos} of the inner call on a monotonic clock, and the {@code usage} of the process as far as it knows. The
 * {@code data} of an error has a {@code kind}, see {@link org.whisperbench.worker.WorkerErrorKind}, and says whether the
 * failure is {@code marked}: then a line of 0x1E and the call's number ends its part of standard error. Durations cross as
 * ISO 8601 text, paths as text, sealed types with their simple name in {@code @type}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.whisperbench.worker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
