/** Nobody reads older than what they wrote. */
@NullMarked
package redoubt.api.freshness;

import org.jspecify.annotations.NullMarked;
