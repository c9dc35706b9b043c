/**
 * For tests only: the contract that every backend must pass, fakes, the rules of the architecture, and the environment
 * in which real Python packages run as peers.
 */
@NullMarked
package org.whisperbench.testkit;

import org.jspecify.annotations.NullMarked;
