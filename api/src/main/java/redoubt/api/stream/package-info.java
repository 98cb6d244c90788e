/** The log as it happens: server-sent events and their long-polling sibling. */
@NullMarked
package redoubt.api.stream;

import org.jspecify.annotations.NullMarked;
