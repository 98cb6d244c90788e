/** Tables as the records see them: one column for each component, and the way back from a row to a record. */
@NullMarked
package redoubt.query.table;

import org.jspecify.annotations.NullMarked;
