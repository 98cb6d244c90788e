/** How operators see Redoubt: health and metrics, on a port of their own. */
@NullMarked
package redoubt.infra.observe;

import org.jspecify.annotations.NullMarked;
