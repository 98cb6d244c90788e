/** The door of the read side: queries, pages, and what can be asked. */
@NullMarked
package redoubt.query;

import org.jspecify.annotations.NullMarked;
