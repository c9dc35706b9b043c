/**
 * Folders that backends are dropped into. FileInstall watches them; this package decides what happens to a jar, so that
 * whatever is wrong with it is one line. Used only where FileInstall is present.
 */
@NullMarked
package org.whisperbench.platform.hotfolder;

import org.jspecify.annotations.NullMarked;
