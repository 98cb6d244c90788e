/** How a house comes into being, and how tokens are issued and taken back. */
@NullMarked
package redoubt.command.identity;

import org.jspecify.annotations.NullMarked;
