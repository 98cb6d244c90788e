/** How much anybody may ask for: counted on each node, and added up by all of them. */
@NullMarked
package redoubt.api.limit;

import org.jspecify.annotations.NullMarked;
