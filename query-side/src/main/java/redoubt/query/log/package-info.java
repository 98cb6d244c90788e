/** The event log as the read side sees it. */
@NullMarked
package redoubt.query.log;

import org.jspecify.annotations.NullMarked;
