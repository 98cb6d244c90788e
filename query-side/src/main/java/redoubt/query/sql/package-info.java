/** Queries become SQL with bound parameters, and rows become records. */
@NullMarked
package redoubt.query.sql;

import org.jspecify.annotations.NullMarked;
