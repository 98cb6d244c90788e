/** How Redoubt runs: the application, what may be set, and the wiring of everything else. */
@NullMarked
package redoubt.infra;

import org.jspecify.annotations.NullMarked;
