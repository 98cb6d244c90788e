/** What holds for endpoints that are told of events, and what can be done with them. */
@NullMarked
package redoubt.command.webhook;

import org.jspecify.annotations.NullMarked;
