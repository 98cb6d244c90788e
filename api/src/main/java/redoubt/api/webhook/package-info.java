/** Endpoints that are told of events: what is special about making and changing them, and what became of each message. */
@NullMarked
package redoubt.api.webhook;

import org.jspecify.annotations.NullMarked;
