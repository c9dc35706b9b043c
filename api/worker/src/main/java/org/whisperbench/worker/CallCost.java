package org.whisperbench.worker;

import java.time.Duration;

/**
 * What an answered call cost.
 *
 * @param inner how long the worker's handler took, on the worker's monotonic clock; without the crossing
 * @param outer how long the caller waited, on the host's monotonic clock
 * @param use memory and processor time
 */
public record CallCost(Duration inner, Duration outer, ResourceUse use) {}
