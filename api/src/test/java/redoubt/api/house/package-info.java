/** A house in memory behind the real endpoints: every door, no database. */
@NullMarked
package redoubt.api.house;

import org.jspecify.annotations.NullMarked;
