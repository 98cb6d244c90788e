/** HTTP spoken by hand, for what no client library would do. */
@NullMarked
package redoubt.api.wire;

import org.jspecify.annotations.NullMarked;
