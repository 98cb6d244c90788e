/** Values, records and events to JSON and back, with versions. */
@NullMarked
package redoubt.model.wire;

import org.jspecify.annotations.NullMarked;
