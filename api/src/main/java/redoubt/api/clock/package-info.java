/** The clock of the house, where it may be set. */
@NullMarked
package redoubt.api.clock;

import org.jspecify.annotations.NullMarked;
