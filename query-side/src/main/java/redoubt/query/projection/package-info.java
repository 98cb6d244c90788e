/** Follows the log and keeps the tables: net effects, one transaction for each batch, one node at a time. */
@NullMarked
package redoubt.query.projection;

import org.jspecify.annotations.NullMarked;
