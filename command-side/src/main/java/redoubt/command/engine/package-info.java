/** The one write path: from an act through what it looks at to events in the log. */
@NullMarked
package redoubt.command.engine;

import org.jspecify.annotations.NullMarked;
