@NullMarked
package org.whisperbench.testkit;

import org.jspecify.annotations.NullMarked;
