/** Events that a table could not take: what they are, and what is to be done with them. */
@NullMarked
package redoubt.query.parking;

import org.jspecify.annotations.NullMarked;
