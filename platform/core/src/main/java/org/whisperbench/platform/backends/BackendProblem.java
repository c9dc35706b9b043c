package org.whisperbench.platform.backends;

/**
 * Why something that calls itself a backend is not usable.
 *
 * @param bundle symbolic name of the bundle it came in
 * @param version version of that bundle
 * @param problem what is wrong, in one line
 */
public record BackendProblem(String bundle, String version, String problem) {}
