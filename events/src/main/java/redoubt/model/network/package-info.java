/** Addresses of the network, as they are written. */
@NullMarked
package redoubt.model.network;

import org.jspecify.annotations.NullMarked;
