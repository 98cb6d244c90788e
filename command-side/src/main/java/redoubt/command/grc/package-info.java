/** What holds for folders, risk matrices and risks, and what can be done with them. */
@NullMarked
package redoubt.command.grc;

import org.jspecify.annotations.NullMarked;
