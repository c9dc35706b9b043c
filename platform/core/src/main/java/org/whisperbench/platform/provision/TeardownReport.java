package org.whisperbench.platform.provision;

/**
 * What was taken away.
 *
 * @param backend id of the backend
 * @param environment absolute path of the environment
 * @param there whether there was one
 * @param freedBytes how many bytes were freed
 */
public record TeardownReport(String backend, String environment, boolean there, long freedBytes) {}
