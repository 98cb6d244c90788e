/** Every way in which Redoubt says no. */
@NullMarked
package redoubt.model.failure;

import org.jspecify.annotations.NullMarked;
