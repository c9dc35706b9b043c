/** What tests of several modules share; never part of a running installation. */
@NullMarked
package org.whisperbench.testkit;

import org.jspecify.annotations.NullMarked;
