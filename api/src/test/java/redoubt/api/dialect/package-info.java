/** Dialects, tried by themselves. */
@NullMarked
package redoubt.api.dialect;

import org.jspecify.annotations.NullMarked;
