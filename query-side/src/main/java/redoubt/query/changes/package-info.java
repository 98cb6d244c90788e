/** What changed between two moments, all in all. */
@NullMarked
package redoubt.query.changes;

import org.jspecify.annotations.NullMarked;
