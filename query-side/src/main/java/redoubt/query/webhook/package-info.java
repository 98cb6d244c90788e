/** Endpoints that are told of events, as their owners see them. */
@NullMarked
package redoubt.query.webhook;

import org.jspecify.annotations.NullMarked;
