/** Who may do what to whom, as pure functions of values. */
@NullMarked
package redoubt.model.access;

import org.jspecify.annotations.NullMarked;
