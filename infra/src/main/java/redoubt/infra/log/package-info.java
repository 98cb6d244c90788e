/** The event store in the terms of the kernel: what the two sides need of the log. */
@NullMarked
package redoubt.infra.log;

import org.jspecify.annotations.NullMarked;
