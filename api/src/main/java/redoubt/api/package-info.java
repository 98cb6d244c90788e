/** The face of the product: what a running server must mount to speak HTTP. */
@NullMarked
package redoubt.api;

import org.jspecify.annotations.NullMarked;
