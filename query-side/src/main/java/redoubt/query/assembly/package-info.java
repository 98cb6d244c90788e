/** Puts the read side together. */
@NullMarked
package redoubt.query.assembly;

import org.jspecify.annotations.NullMarked;
