/** The door of the write side: what can be asked for, what is decided, and how rules are said. */
@NullMarked
package redoubt.command;

import org.jspecify.annotations.NullMarked;
