/** Dialects as values: how one set of resources sounds to one kind of client. */
@NullMarked
package redoubt.api.dialect;

import org.jspecify.annotations.NullMarked;
